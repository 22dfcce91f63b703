package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.probe.MapPlace;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.features.Arrangement;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.Theme;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Every page is whole at every size of the window, and explained, before and after a run. */
@ExtendWith(SteadyRobot.class)
class PageLayoutTest {
  private static final int PATIENCE_SECONDS = 120;

  /** The first is 1024 by 700 less the title bar. */
  private static final List<Dimension2D> SIZES =
      List.of(new Dimension2D(1024, 672), new Dimension2D(1280, 800), new Dimension2D(2560, 1440));

  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private final List<String> faults = new ArrayList<>();
  private Optional<WorkbenchWindow> opened = Optional.empty();

  PageLayoutTest(@TempDir Path home) {
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
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    onFxThread(() -> window().close(new PreferencesFolder(home))).run();
  }

  @Test
  void nothingIsCutOrCollidesBeforeARun() {
    for (Page page : Page.values()) {
      show(page);
      if (page == Page.DATA) {
        await(() -> models().data().galleryProperty().get().isPresent());
      }
      lookAt(page + " before a run");
    }
    assertThat(String.join("\n", faults)).isEmpty();
  }

  @Test
  void nothingIsCutOrCollidesAfterARun() {
    train();
    lookAtCurvesAndMatrix();
    lookAtMapsAndFilters();
    lookAtDrawingDataAndLayers();
    assertThat(String.join("\n", faults)).isEmpty();
  }

  private void train() {
    robot.interact(() -> window().service().train(window().setup().config()));
    await(
        () -> {
          Optional<RunProgress> progress = window().service().progress();
          return progress.filter(now -> now.phase() == Phase.FINISHED).isPresent();
        });
  }

  private void lookAtCurvesAndMatrix() {
    show(Page.OVERVIEW);
    await(() -> models().features().mapsProperty().get().isPresent());
    lookAt("overview");
    show(Page.LEARNING);
    lookAt("learning");
    show(Page.CONFUSION);
    await(() -> models().confusion().galleryProperty().get().isPresent());
    robot.interact(() -> models().confusion().chooseImage(3));
    String[] tabs = {"images", "classes", "calibration", "labels"};
    for (int i = 0; i < tabs.length; i++) {
      int tab = i;
      robot.interact(
          () -> robot.lookup(".image-side").queryAs(TabPane.class).getSelectionModel().select(tab));
      if (tab == tabs.length - 1) {
        await(() -> models().labels().queueProperty().get().isPresent());
      }
      lookAt("confusion, " + tabs[tab]);
    }
    robot.interact(() -> models().confusion().openCard(3));
    lookAt("card of an image");
    robot.interact(() -> models().confusion().card().close());
  }

  private void lookAtMapsAndFilters() {
    show(Page.FEATURES);
    await(() -> models().features().mapsProperty().get().isPresent());
    lookAt("features as a picture");
    MapPlace place = new MapPlace(0, 1, 10, 10);
    robot.interact(() -> models().features().picture().pinnedProperty().set(Optional.of(place)));
    await(
        () ->
            models()
                .features()
                .picture()
                .computationProperty()
                .get()
                .filter(found -> found.place().equals(place))
                .isPresent());
    lookAt("computation of a value");
    robot.interact(() -> models().features().arrangementProperty().set(Arrangement.MAPS));
    lookAt("features as maps");

    show(Page.FILTERS);
    await(() -> models().filters().patternsProperty().get().isPresent());
    await(() -> !models().filters().busyProperty().get());
    lookAt("filters");
    robot.interact(() -> models().filters().unitProperty().set(OptionalInt.of(1)));
    lookAt("a filter");
    robot.interact(
        () ->
            models()
                .filters()
                .ablation()
                .setFactor(models().filters().layerProperty().get().orElseThrow(), 1, 0));
    await(() -> models().filters().ablation().effectProperty().get().isPresent());
    lookAt("a filter that is off");
    robot.interact(() -> models().filters().ablation().restoreAll());
  }

  private void lookAtDrawingDataAndLayers() {
    show(Page.DRAW);
    robot.interact(
        () -> {
          models().draw().sketch().begin(0.5, 0.2, false);
          models().draw().sketch().end();
        });
    await(() -> models().draw().predictionProperty().get().isPresent());
    lookAt("draw");
    show(Page.DATA);
    await(() -> models().data().galleryProperty().get().isPresent());
    robot.interact(() -> models().data().choose(5));
    lookAt("data");
    show(Page.NETWORK);
    robot.interact(() -> models().network().measure());
    await(() -> models().network().timesProperty().get().isPresent());
    robot.interact(() -> models().network().selectedProperty().set(OptionalInt.of(0)));
    lookAt("network");
    robot.interact(() -> robot.lookup("#show-health").queryAs(ToggleButton.class).fire());
    await(() -> models().network().shownHealthProperty().get().isPresent());
    lookAt("health");
  }

  private void show(Page page) {
    robot.interact(() -> window().workbench().pageProperty().set(page));
  }

  private void lookAt(String what) {
    onFxThread(() -> HelpGaps.in(window().workbench()))
        .forEach(card -> faults.add(what + ": " + card + " has no help"));
    for (Dimension2D size : sizes()) {
      resize(size);
      String at = what + " at " + (int) size.getWidth() + "×" + (int) size.getHeight();
      add(at, () -> LayoutFaults.in(window().workbench()));
    }
    add(what, () -> NamelessControls.in(window().workbench()));
    for (boolean dark : new boolean[] {true, false}) {
      robot.interact(() -> window().workbench().darkProperty().set(dark));
      settle();
      Theme theme = Theme.of(dark);
      add(what + ", " + theme, () -> ContrastFaults.in(window().workbench(), theme.paper()));
    }
  }

  /** Sizes of the window's content. */
  List<Dimension2D> sizes() {
    return SIZES;
  }

  private void add(String where, Callable<Set<String>> found) {
    onFxThread(found).forEach(fault -> faults.add(where + ": " + fault));
  }

  private void resize(Dimension2D size) {
    Scene scene = window().workbench().getScene();
    Stage stage = (Stage) scene.getWindow();
    robot.interact(
        () -> {
          stage.setWidth(size.getWidth());
          stage.setHeight(size.getHeight());
        });
    await(() -> scene.getWidth() == size.getWidth() && scene.getHeight() == size.getHeight());
    settle();
  }

  /** Some parts lay themselves out again once they know their width. */
  private void settle() {
    for (int i = 0; i < 3; i++) {
      WaitForAsyncUtils.waitForFxEvents();
      robot.interact(
          () -> {
            window().workbench().applyCss();
            window().workbench().layout();
          });
    }
  }

  private ViewModels models() {
    return window().models();
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  private static <T> T onFxThread(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000L, question);
  }

  private static void await(Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFxThread(condition));
    } catch (TimeoutException e) {
      throw new AssertionError("Still not so", e);
    }
  }
}
