package digitscope.app.window;

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
import digitscope.ui.control.WindowLocale;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.features.Arrangement;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Visits every page of a window, before and after a run, in all states that look different. */
@ExtendWith(SteadyRobot.class)
abstract class PageVisits {
  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private final Locale locale;
  private final Preferences preferences;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  /**
   * @param home an empty folder, the user's
   * @param locale that of the window
   */
  PageVisits(Path home, Locale locale, Preferences preferences) {
    this.home = home;
    this.locale = locale;
    this.preferences = preferences;
  }

  /** Called in each state. */
  abstract void lookAt(String what);

  @Start
  void open(Stage stage) throws ConfigException {
    WindowLocale.set(locale);
    RunConfig preset = new ConfigFiles().preset("cnn");
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(
                preferences, preset.withTraining(preset.training().withEpochs(1))),
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
    WindowLocale.set(Locale.ENGLISH);
    Fx.ask(() -> window().close(new PreferencesFolder(home))).run();
  }

  final void visitBeforeARun() {
    for (Page page : Page.values()) {
      show(page);
      if (page == Page.DATA) {
        Fx.await(() -> models().data().galleryProperty().get().isPresent());
      }
      lookAt(page + " before a run");
    }
  }

  final void visitAfterARun() {
    train();
    lookAtCurvesAndMatrix();
    lookAtMapsAndFilters();
    lookAtDrawingDataAndLayers();
  }

  private void train() {
    robot.interact(() -> window().service().train(window().setup().config()));
    Fx.await(
        () -> {
          Optional<RunProgress> progress = window().service().progress();
          return progress.filter(now -> now.phase() == Phase.FINISHED).isPresent();
        });
  }

  private void lookAtCurvesAndMatrix() {
    show(Page.OVERVIEW);
    Fx.await(() -> models().features().mapsProperty().get().isPresent());
    lookAt("overview");
    show(Page.LEARNING);
    lookAt("learning");
    show(Page.CONFUSION);
    Fx.await(() -> models().confusion().galleryProperty().get().isPresent());
    robot.interact(() -> models().confusion().chooseImage(3));
    String[] tabs = {"images", "classes", "calibration", "labels"};
    for (int i = 0; i < tabs.length; i++) {
      int tab = i;
      robot.interact(
          () -> robot.lookup(".image-side").queryAs(TabPane.class).getSelectionModel().select(tab));
      if (tab == tabs.length - 1) {
        Fx.await(() -> models().labels().queueProperty().get().isPresent());
      }
      lookAt("confusion, " + tabs[tab]);
    }
    robot.interact(() -> models().confusion().openCard(3));
    // They come later than the card, which then has more to scroll.
    Fx.await(() -> !robot.lookup(".card-neighbor").queryAll().isEmpty());
    lookAt("card of an image");
    robot.interact(() -> models().confusion().card().close());
  }

  private void lookAtMapsAndFilters() {
    show(Page.FEATURES);
    Fx.await(() -> models().features().mapsProperty().get().isPresent());
    lookAt("features as a picture");
    MapPlace place = new MapPlace(0, 1, 10, 10);
    robot.interact(() -> models().features().picture().pinnedProperty().set(Optional.of(place)));
    Fx.await(
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
    Fx.await(() -> models().filters().patternsProperty().get().isPresent());
    Fx.await(() -> !models().filters().busyProperty().get());
    lookAt("filters");
    robot.interact(() -> models().filters().unitProperty().set(OptionalInt.of(1)));
    lookAt("a filter");
    robot.interact(
        () ->
            models()
                .filters()
                .ablation()
                .setFactor(models().filters().layerProperty().get().orElseThrow(), 1, 0));
    Fx.await(() -> models().filters().ablation().effectProperty().get().isPresent());
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
    Fx.await(() -> models().draw().predictionProperty().get().isPresent());
    lookAt("draw");
    show(Page.DATA);
    Fx.await(() -> models().data().galleryProperty().get().isPresent());
    robot.interact(() -> models().data().choose(5));
    lookAt("data");
    show(Page.NETWORK);
    robot.interact(() -> models().network().measure());
    Fx.await(() -> models().network().timesProperty().get().isPresent());
    robot.interact(() -> models().network().selectedProperty().set(OptionalInt.of(0)));
    lookAt("network");
    robot.interact(() -> robot.lookup("#show-health").queryAs(ToggleButton.class).fire());
    Fx.await(() -> models().network().shownHealthProperty().get().isPresent());
    lookAt("health");
  }

  private void show(Page page) {
    robot.interact(() -> window().workbench().pageProperty().set(page));
  }

  /** Gives the window's content a size. */
  final void resize(Dimension2D size) {
    Scene scene = window().workbench().getScene();
    Stage stage = (Stage) scene.getWindow();
    robot.interact(
        () -> {
          stage.setWidth(size.getWidth());
          stage.setHeight(size.getHeight());
        });
    Fx.await(() -> scene.getWidth() == size.getWidth() && scene.getHeight() == size.getHeight());
  }

  final FxRobot robot() {
    return robot;
  }

  final WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  private ViewModels models() {
    return window().models();
  }
}
