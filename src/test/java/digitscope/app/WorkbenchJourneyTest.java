package digitscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.app.window.WorkbenchWindow;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.source.DataSources;
import digitscope.engine.Hardware;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.SessionId;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.ImageGrids;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.control.pad.DrawPad;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;

/** A whole visit, from the start to a run that is opened again, on the convolutional preset. */
@ExtendWith(SteadyRobot.class)
class WorkbenchJourneyTest {
  private static final int TRAINING_IMAGES = 6000;
  private static final int TEST_IMAGES = 1000;

  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  WorkbenchJourneyTest(@TempDir Path home) {
    this.home = home;
  }

  @Start
  void open(Stage stage) throws ConfigException {
    RunConfig preset = new ConfigFiles().preset("cnn");
    // No run of this test comes to its end by itself.
    RunConfig setup = preset.withTraining(preset.training().withEpochs(1000));
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), setup),
            (name, task) -> fewDigits(),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
    stage.requestFocus();
  }

  private static DataSplits fewDigits() {
    return new DigitGenerator(new GlyphFiles().bundled())
        .generate(TRAINING_IMAGES, TEST_IMAGES, DataSources.SEED, Progress.NONE);
  }

  /** A key that comes before the window has the focus goes nowhere. */
  @BeforeEach
  void awaitFocus() {
    robot.clickOn("#footer");
    await(() -> window().workbench().getScene().getWindow().isFocused());
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    onFxThread(() -> window().close(new PreferencesFolder(home))).run();
  }

  @Test
  void leadsFromTrainingToMisreadImagesTheirMapsPatternsAndOwnDrawings() {
    robot.clickOn("#action-train");
    seesCurvesAndMatrixMove();
    seesWhatComputes();
    await(() -> accuracy() > 0.9);
    pauses();

    int image = opensAMisreadImage();
    seesTheMapsOf(image);
    seesPatterns();

    robot.clickOn("#action-pause");
    await(() -> phase() == Phase.TRAINING);
    show(KeyCode.DIGIT6, Page.DRAW);
    drawZero();
    await(() -> verdict().equals("0"));
    assertThat(bars().probabilitiesProperty().get()).hasSize(10);
    clearThePad();
    drawSeven();
    await(() -> verdict().equals("7"));

    pauses();
    clearThePad();
    await(() -> verdict().isEmpty());
    drawSeven();
    await(() -> !verdict().isEmpty());

    robot.clickOn("#action-stop");
    await(() -> phase() == Phase.STOPPED);
    assertThat(node("#action-train").isDisabled()).isFalse();
  }

  @Test
  void recordsARunThatOpensAgainWithTheSamePredictions() throws Exception {
    robot.clickOn("#action-train");
    await(() -> step() >= 5);
    robot.clickOn("#action-stop");
    await(() -> phase() == Phase.STOPPED && evaluatedStep() == step());
    show(KeyCode.DIGIT6, Page.DRAW);
    drawSeven();
    await(() -> !verdict().isEmpty());
    long stopped = step();
    Evaluation before = evaluation();
    float[] drawing = onFxThread(() -> bars().probabilitiesProperty().get());
    SessionId session = onFxThread(() -> view().orElseThrow().session());

    List<RunFolder> runs = new RunStore(home.resolve("runs")).list();
    assertThat(runs).hasSize(1);
    await(() -> runs.get(0).checkpointSteps().contains(stopped));
    robot.interact(() -> window().workbench().openRun(runs.get(0).path()));
    await(() -> view().filter(other -> !other.session().equals(session)).isPresent());
    await(() -> phase() == Phase.STOPPED && evaluatedStep() == stopped && !verdict().isEmpty());

    assertThat(onFxThread(() -> bars().probabilitiesProperty().get())).isEqualTo(drawing);
    Evaluation after = evaluation();
    assertThat(after.loss()).isEqualTo(before.loss());
    for (int image = 0; image < TEST_IMAGES; image++) {
      assertThat(after.probabilities(image)).isEqualTo(before.probabilities(image));
    }
  }

  private void seesWhatComputes() {
    String backend = Hardware.detect().backend();
    await(() -> robot.lookup("#footer-backend").queryLabeled().getText().startsWith(backend));
    String tooltip = robot.lookup("#footer-backend").queryLabeled().getTooltip().getText();
    assertThat(tooltip).startsWith(backend).contains("\n", "convolution 3×3", ": vector (");
  }

  private void seesCurvesAndMatrixMove() {
    await(() -> evaluatedStep() > 0 && points() > 1);
    int points = onFxThread(this::points);
    ConfusionMatrix first = onFxThread(this::shownMatrix);
    await(() -> points() > points && !shownMatrix().equals(first));
    assertThat(first.total()).isEqualTo(TEST_IMAGES);
  }

  /** Pauses, and waits until what is shown is of the step at which the run rests. */
  private void pauses() {
    robot.clickOn("#action-pause");
    await(() -> phase() == Phase.PAUSED && evaluatedStep() == step());
  }

  private int opensAMisreadImage() {
    int[] cell = mostFrequentError(onFxThread(this::shownMatrix));
    int count = onFxThread(this::shownMatrix).count(cell[0], cell[1]);
    robot.clickOn(String.format(Locale.ROOT, "#cell-%d-%d", cell[0], cell[1]));
    await(() -> page() == Page.CONFUSION && shownImages().size() == count);
    List<Integer> images = onFxThread(this::shownImages);
    Evaluation evaluation = evaluation();
    assertThat(images)
        .doesNotHaveDuplicates()
        .allMatch(image -> evaluation.actual(image) == cell[0])
        .allMatch(image -> evaluation.predicted(image) == cell[1]);
    robot.clickOn(ImageGrids.picture(robot, images.get(0)));
    return images.get(0);
  }

  private void seesTheMapsOf(int image) {
    show(KeyCode.DIGIT4, Page.FEATURES);
    await(() -> texts(".features-view .label").contains("Step " + grouped(step())));
    await(() -> texts(".network-head").size() == 8);
    assertThat(texts(".computation-pane .label"))
        .anyMatch(text -> text.startsWith("Test image " + image + ". Label: "));
    robot.clickOn("#arrange-maps");
    await(() -> grids(".features-view .map-section .map-grid").size() == 14);
    assertThat(texts(".subject-pane .map-inspector-title")).containsExactly("Test image " + image);
    // Kernels of the first layer, then each layer before and after its activation; pooling,
    // flatten and dense layers between.
    assertThat(onFxThread(() -> grids(".features-view .map-section .map-grid")))
        .extracting(grid -> grid.tiles().size())
        .containsExactly(32, 32, 32, 32, 64, 64, 64, 64, 64, 576, 64, 64, 10, 10);
    assertThat(onFxThread(() -> view().orElseThrow().maps().orElseThrow().image()))
        .isEqualTo(onFxThread(() -> window().service().data().orElseThrow().test().image(image)));
  }

  private void seesPatterns() {
    show(KeyCode.DIGIT5, Page.FILTERS);
    await(() -> !patterns().isEmpty());
    assertThat(onFxThread(this::patterns)).hasSize(32).anyMatch(tile -> !tile.dead());
    assertThat(texts(".filters-view .label"))
        .anyMatch(text -> text.startsWith("Step %s · 32 patterns".formatted(grouped(step()))));
  }

  private void clearThePad() {
    String clear = Messages.of("draw").get("clear");
    robot.clickOn(
        robot
            .lookup(".draw-view .button")
            .match((Button button) -> clear.equals(button.getAccessibleText()))
            .queryButton());
  }

  private void drawZero() {
    Point2D[] circle = new Point2D[25];
    for (int i = 0; i < circle.length; i++) {
      double angle = -Math.PI / 2 - 2 * Math.PI * i / (circle.length - 1);
      circle[i] = new Point2D(0.5 + 0.2 * Math.cos(angle), 0.5 + 0.3 * Math.sin(angle));
    }
    draw(circle);
  }

  private void drawSeven() {
    draw(new Point2D(0.3, 0.22), new Point2D(0.7, 0.22), new Point2D(0.45, 0.8));
  }

  /** Draws with the mouse, in parts of the pad's drawing area. */
  private void draw(Point2D... places) {
    DrawPad pad = robot.lookup(".draw-view .draw-pad").queryAs(DrawPad.class);
    Bounds bounds = onFxThread(() -> pad.localToScreen(pad.getBoundsInLocal()));
    double side = Math.min(bounds.getWidth(), bounds.getHeight());
    for (int i = 0; i < places.length; i++) {
      Point2D centered = places[i].subtract(0.5, 0.5).multiply(side);
      robot.moveTo(
          bounds.getCenterX() + centered.getX(),
          bounds.getCenterY() + centered.getY(),
          Motion.DIRECT);
      if (i == 0) {
        robot.press(MouseButton.PRIMARY);
      }
    }
    robot.release(MouseButton.PRIMARY);
  }

  private void show(KeyCode digit, Page page) {
    robot.push(KeyCode.CONTROL, digit);
    await(() -> page() == page);
  }

  private static int[] mostFrequentError(ConfusionMatrix matrix) {
    int[] most = {0, 1};
    for (int actual = 0; actual < matrix.classes(); actual++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        if (actual != predicted
            && matrix.count(actual, predicted) > matrix.count(most[0], most[1])) {
          most = new int[] {actual, predicted};
        }
      }
    }
    assertThat(matrix.count(most[0], most[1])).isPositive();
    return most;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  private Optional<RunProgress> progress() {
    return window().service().progress();
  }

  private Optional<NetworkView> view() {
    return window().lens().view();
  }

  private Optional<Evaluation> newestEvaluation() {
    return view().flatMap(NetworkView::evaluation);
  }

  private Evaluation evaluation() {
    return onFxThread(() -> newestEvaluation().orElseThrow());
  }

  private double accuracy() {
    return newestEvaluation().map(Evaluation::accuracy).orElse(0.0);
  }

  private long evaluatedStep() {
    return newestEvaluation().map(Evaluation::step).orElse(-1L);
  }

  private long step() {
    return progress().map(RunProgress::step).orElse(0L);
  }

  private Phase phase() {
    return progress().map(RunProgress::phase).orElse(Phase.PREPARING);
  }

  private Page page() {
    return window().workbench().pageProperty().get();
  }

  private int points() {
    LineChartView chart = robot.lookup("#chart-cost").queryAs(LineChartView.class);
    return chart.getSeries().get(0).data().size();
  }

  private ConfusionMatrix shownMatrix() {
    return robot.lookup(".matrix").queryAs(MatrixView.class).matrixProperty().get();
  }

  private List<Integer> shownImages() {
    return robot.lookup("#gallery").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private List<MapTile> patterns() {
    return grids(".filters-view .map-card .map-grid").get(0).tiles();
  }

  private List<MapGrid> grids(String query) {
    return List.copyOf(robot.lookup(query).queryAllAs(MapGrid.class));
  }

  private String verdict() {
    return robot.lookup(".draw-view .verdict-label").queryAs(Labeled.class).getText();
  }

  private ProbabilityBars bars() {
    return robot.lookup(".draw-view .probability-bars").queryAs(ProbabilityBars.class);
  }

  private List<String> texts(String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }

  private Node node(String query) {
    return robot.lookup(query).query();
  }

  private static <T> T onFxThread(Callable<T> question) {
    return Fx.ask(question);
  }

  private void await(Callable<Boolean> condition) {
    try {
      Fx.await(condition);
    } catch (AssertionError e) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "Waited in vain, in phase %s at step %d with accuracy %s; last problem: %s",
              phase(),
              step(),
              accuracy(),
              window().service().problemProperty().get()),
          e);
    }
  }
}
