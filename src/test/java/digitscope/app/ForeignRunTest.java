package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.app.window.WorkbenchWindow;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.data.DataSplits;
import digitscope.data.Fit;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.run.RunStore;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.controlsfx.control.NotificationPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The window with another user's run, whose settings ask for a download. */
@ExtendWith(SteadyRobot.class)
final class ForeignRunTest {
  private static final Path RUN = Path.of("src/test/resources/digitscope/run/old/mlp-finished");
  private static final String ITS_DATA = "digits-300";

  private final Path home;
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final List<Preparation> asRecorded = new CopyOnWriteArrayList<>();
  private Optional<WorkbenchWindow> opened = Optional.empty();

  ForeignRunTest(@TempDir Path home) {
    this.home = home;
  }

  @Start
  void open(Stage stage) throws ConfigException {
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), new ConfigFiles().preset("mlp")),
            new FarData(),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    Fx.ask(() -> window().close(new PreferencesFolder(home))).run();
  }

  @Test
  void asksBeforeItDoesWhatTheRunAsksFor(FxRobot robot) {
    robot.interact(() -> window().workbench().openRun(RUN));

    await(() -> notice(robot).isShowing());
    assertThat(notice(robot).getText()).isEqualTo("This run needs a download of Digits (5 MB).");
    assertThat(read).doesNotContain(ITS_DATA);
    assertThat(window().service().folderProperty().get()).isEmpty();

    allow(robot);

    await(() -> window().service().folderProperty().get().equals(Optional.of(RUN)));
    assertThat(read).contains(ITS_DATA);
    await(
        () ->
            notice(robot)
                .getText()
                .equals("The images of digits-300 have changed since the run was trained."));
  }

  /** The look of its data says that drawings are scaled to 20×20 and centered. */
  @Test
  void drawsForARunAsItRecorded(FxRobot robot) throws Exception {
    Path run = Files.createDirectories(home.resolve("own"));
    try (var files = Files.walk(RUN)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = run.resolve(RUN.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path provenance = run.resolve("provenance.json");
    Files.writeString(
        provenance,
        Files.readString(provenance)
            .replaceFirst(
                "\\{",
                """
                {"preparation": {"version": "1", "fit": "whole", "polarity": "inverted",
                  "behind": "255", "ground": "light", "sized": "true", "centered": "false",
                  "blanks": "false"},
                """));

    robot.interact(() -> window().workbench().openRun(run));
    await(() -> notice(robot).isShowing());
    allow(robot);
    await(() -> window().service().folderProperty().get().equals(Optional.of(run)));

    Preparation preparation = window().service().data().orElseThrow().preparation();
    assertThat(preparation.ground()).isEqualTo(Preparation.Ground.LIGHT);
    assertThat(preparation.fit()).isEqualTo(Fit.WHOLE);
    assertThat(asRecorded).containsExactly(preparation);
  }

  /** Buttons come to a notice after it shows, and slide in with it. */
  private static void allow(FxRobot robot) {
    await(() -> robot.lookup("Allow").match(Node::isVisible).tryQuery().isPresent());
    robot.clickOn("Allow");
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  private static NotificationPane notice(FxRobot robot) {
    return robot.lookup("#notices").queryAs(NotificationPane.class);
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }

  /** Images that are downloaded, if they are those of the run. */
  private final class FarData implements DataLibrary.Source {
    @Override
    public DataSplits read(String name, BackgroundTask<?> task) {
      read.add(name);
      return new DigitGenerator(new GlyphFiles().bundled()).generate(300, 100, 7, Progress.NONE);
    }

    @Override
    public DataSplits read(String name, PictureReading recorded, BackgroundTask<?> task) {
      asRecorded.add(recorded.preparation());
      return read(name, task);
    }

    @Override
    public Optional<String> reach(String name) {
      return name.equals(ITS_DATA) ? Optional.of("a download of Digits (5 MB)") : Optional.empty();
    }
  }
}
