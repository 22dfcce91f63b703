package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.features.Arrangement;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** What is said under the mouse, on every page after a run. */
@ExtendWith(SteadyRobot.class)
class PageTooltipsTest {
  private static final String TOOLTIP = "javafx.scene.control.Tooltip";

  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private final Set<String> faults = new LinkedHashSet<>();
  private Optional<WorkbenchWindow> opened = Optional.empty();

  PageTooltipsTest(@TempDir Path home) {
    this.home = home;
  }

  @Start
  void open(Stage stage) throws ConfigException {
    RunConfig preset = new ConfigFiles().preset("cnn");
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(
                Preferences.defaults(), preset.withTraining(preset.training().withEpochs(1))),
            (name, task) ->
                new DigitGenerator(new GlyphFiles().bundled())
                    .generate(1500, 200, 1, Progress.NONE),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  @BeforeEach
  void train() throws Exception {
    robot.interact(() -> window().service().train(window().setup().config()));
    Fx.await(
        () ->
            window().service().progress().filter(now -> now.phase() == Phase.FINISHED).isPresent());
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    Fx.ask(() -> window().close(new PreferencesFolder(home))).run();
  }

  @Test
  void nothingHasTwoSentencesUnderTheMouse() throws Exception {
    for (Page page : Page.values()) {
      show(page);
      robot.interact(() -> findTooltips(window().workbench(), Optional.empty()));
    }
    assertThat(faults).isEmpty();
  }

  private void findTooltips(Node node, Optional<Node> around) {
    Optional<Object> own = Optional.ofNullable(node.getProperties().get(TOOLTIP));
    Optional<Object> outer = around.map(some -> some.getProperties().get(TOOLTIP));
    // A spinner shares its tooltip with its text.
    if (own.isPresent() && outer.isPresent() && !own.equals(outer)) {
      faults.add(node + " in " + around.get());
    }
    Optional<Node> next = own.isPresent() ? Optional.of(node) : around;
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> findTooltips(child, next));
    }
  }

  private void show(Page page) throws Exception {
    robot.interact(() -> window().workbench().pageProperty().set(page));
    switch (page) {
      case FEATURES -> {
        robot.interact(() -> models().features().arrangementProperty().set(Arrangement.MAPS));
        Fx.await(() -> models().features().mapsProperty().get().isPresent());
      }
      case FILTERS -> {
        Fx.await(() -> models().filters().patternsProperty().get().isPresent());
        Fx.await(() -> !models().filters().busyProperty().get());
        robot.interact(() -> models().filters().unitProperty().set(OptionalInt.of(1)));
      }
      case CONFUSION -> Fx.await(() -> models().confusion().galleryProperty().get().isPresent());
      case DATA -> Fx.await(() -> models().data().isComplete());
      case NETWORK -> Fx.await(() -> models().network().isComplete());
      default -> {}
    }
    Fx.settle();
  }

  private ViewModels models() {
    return window().models();
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }
}
