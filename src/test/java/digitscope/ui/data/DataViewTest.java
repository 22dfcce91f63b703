package digitscope.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.explore.ImageOrder;
import digitscope.explore.SetMap;
import digitscope.train.MetricLog;
import digitscope.ui.control.ImageGrid;
import digitscope.ui.control.ImageGrids;
import digitscope.ui.data.MapViewModel.Colouring;
import digitscope.ui.data.MapViewModel.Kind;
import digitscope.ui.data.MapViewModel.Shown;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page as a person uses it, on 300 training and 60 test images of three classes. */
@ExtendWith(ApplicationExtension.class)
final class DataViewTest {
  private static final int TRAINING = 300;
  private static final int TEST = 60;

  private final DataSplits splits =
      new DataSplits("made up", images("training", TRAINING), images("test", TEST));
  private final FakeTraining training = new FakeTraining();
  private final Selection selection = new Selection();
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final FxRobot robot = new FxRobot();
  private Optional<DataException> damage = Optional.empty();
  private final DataLibrary library = new DataLibrary(tasks, (name, task) -> read(), "reading");
  private final DataViewModel model =
      new DataViewModel(training, selection, library, tasks, background, new FxThread());

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new DataView(model), 1280, 760));
    stage.show();
    stage.requestFocus();
  }

  @BeforeEach
  void open() {
    robot.interact(() -> model.activeProperty().set(true));
  }

  @AfterEach
  void close() {
    robot.interact(tasks::close);
    background.shutdownNow();
  }

  @Test
  void saysWhatToDoWithoutData() {
    assertThat(texts(".empty-state-title")).containsExactly("No data yet");
    damage = Optional.of(new DataException("There is no data 'x': choose other data"));
    robot.interact(() -> library.read("x"));
    await(() -> texts(".empty-state-text").equals(List.of(damage.get().getMessage())));
  }

  @Test
  void leadsFromAClassToItsFarthestImageAndToOtherViews() {
    read(splits);
    assertThat(shown()).hasSize(TRAINING).startsWith(0, 1, 2);
    assertThat(text("#data-sentence")).isEqualTo("300 training images");

    robot.clickOn("#data-class-1");
    await(() -> shown().size() == TRAINING / 3);
    assertThat(shown()).allMatch(image -> image % 3 == 1);
    assertThat(text("#data-sentence")).isEqualTo("100 training images of class one");

    sort(ImageOrder.DISTANCE);
    await(() -> query().order() == ImageOrder.DISTANCE && query().descending());
    await(() -> distance(shown().get(0)) >= distance(shown().get(1)));
    assertThat(shown()).isSortedAccordingTo((a, b) -> Float.compare(distance(b), distance(a)));
    robot.clickOn("#data-descending");
    await(() -> distance(shown().get(0)) < distance(shown().get(99)));

    int first = shown().get(0);
    robot.clickOn(ImageGrids.picture(robot, first));
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTrainingSet(first));
    assertThat(text("#data-image-title")).isEqualTo("Training image " + first);
  }

  @Test
  void findsAnImageByItsNumberAlsoOfAClassThatIsNotShown() {
    read(splits);
    robot.clickOn("#data-class-1");
    await(() -> shown().size() == 100);
    robot.clickOn("#data-search").write("203").type(KeyCode.ENTER);
    await(() -> shown().size() == TRAINING);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTrainingSet(203));
    await(() -> ImageGrids.isInSight(robot, 203));

    robot.eraseText(3).write("300").type(KeyCode.ENTER);
    assertThat(node("#data-search").getPseudoClassStates())
        .extracting("pseudoClassName")
        .contains("danger");
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTrainingSet(203));
  }

  @Test
  void showsWhatIsChosenElsewhereInItsSet() {
    read(splits);
    robot.interact(() -> selection.imageProperty().set(new ChosenImage.OfTestSet(7)));
    await(() -> shown().size() == TEST);
    assertThat(query().part()).isEqualTo(Part.TEST);
    assertThat(text("#data-sentence")).isEqualTo("60 test images");
    assertThat(text("#data-image-title")).isEqualTo("Test image 7");
    robot.clickOn("#data-part-TRAINING");
    await(() -> shown().size() == TRAINING);
    assertThat(model.imageProperty().get()).isEmpty();
  }

  @Test
  void pointOfTheMapIsItsImage() {
    read(splits);
    await(() -> map().isPresent());
    assertThat(text("#data-map-sentence")).startsWith("All 300 training images.");
    robot.moveTo(onScreen(42));
    await(() -> node("#map-hover").isVisible());
    robot.clickOn(onScreen(42));
    ChosenImage chosen = selection.imageProperty().get();
    assertThat(chosen).isInstanceOf(ChosenImage.OfTrainingSet.class);
    assertThat(distanceOnMap(((ChosenImage.OfTrainingSet) chosen).index(), 42)).isLessThan(3);
    await(() -> node(".map-chosen").isVisible());

    robot.type(KeyCode.PLUS, 3).type(KeyCode.HOME);
    assertThat(node(".map-chosen").isVisible()).isTrue();
  }

  @Test
  void whatIsChosenInTheMatrixStandsOutInTheTestSet() {
    read(splits);
    Evaluation evaluation = SampleSnapshots.evaluation(100, 3, TEST, 1);
    robot.interact(
        () -> {
          training
              .snapshotProperty()
              .set(
                  Optional.of(
                      SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog())));
          selection.cellsProperty().set(Optional.of(new CellChoice.FalseNegatives(1)));
        });
    await(() -> model.highlightedProperty().get().isPresent() && shown().size() == TEST);
    assertThat(query().part()).isEqualTo(Part.TEST);
    int images = evaluation.confusion().measures().get(1).falseNegatives();
    assertThat(model.highlightedProperty().get().orElseThrow().images()).hasSize(images);
    assertThat(text("#data-map-chosen")).contains(images + " images");
    robot.clickOn("#data-part-TRAINING");
    assertThat(model.highlightedProperty().get()).isEmpty();
    robot.clickOn("#data-part-TEST").clickOn("#data-map-forget");
    assertThat(selection.cellsProperty().get()).isEmpty();
    await(() -> model.highlightedProperty().get().isEmpty());
  }

  @Test
  void laysOutNeighboursInTheBackground() {
    read(splits);
    await(() -> map().isPresent());
    robot.clickOn("#data-kind-NEIGHBOURS");
    await(
        () ->
            map()
                .filter(shown -> shown.isFinished() && shown.map().shares().isEmpty())
                .isPresent());
    assertThat(text("#data-map-sentence")).contains("UMAP");
    robot.clickOn("#data-kind-COMPONENTS");
    assertThat(map().orElseThrow().map().shares()).isPresent();
  }

  @Test
  void cancelledMapGivesWayToTheFirst() {
    read(splits);
    await(() -> map().isPresent());
    robot.interact(
        () -> {
          model.map().kindProperty().set(Kind.NEIGHBOURS);
          model.map().cancel();
        });
    await(() -> map().filter(Shown::isFinished).isPresent() && tasks.running().isEmpty());
    assertThat(map().orElseThrow().map().shares()).isPresent();
    assertThat(model.map().kindProperty().get()).isEqualTo(Kind.COMPONENTS);
  }

  @Test
  void coloursByTheNewestEvaluationOfTheTestSetOnly() {
    read(splits);
    Evaluation evaluation = SampleSnapshots.evaluation(100, 3, TEST, 1);
    robot.interact(
        () ->
            training
                .snapshotProperty()
                .set(
                    Optional.of(
                        SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog()))));
    assertThat(node("#data-colouring-VERDICT").isDisabled()).isTrue();
    robot.clickOn("#data-part-TEST");
    await(() -> !node("#data-colouring-VERDICT").isDisabled() && map().isPresent());
    robot.clickOn("#data-colouring-VERDICT");
    await(() -> texts(".data-legend-entry").equals(List.of("right", "wrong")));
    assertThat(text("#data-map-sentence")).endsWith("Step 100.");
    robot.clickOn("#data-part-TRAINING");
    assertThat(model.map().colouringProperty().get()).isEqualTo(Colouring.CLASS);
  }

  @Test
  void costsNothingWhileHidden() {
    robot.interact(() -> model.activeProperty().set(false));
    robot.interact(() -> library.read("made up"));
    await(() -> library.dataProperty().get().isPresent() && tasks.running().isEmpty());
    assertThat(model.galleryProperty().get()).isEmpty();
    assertThat(map()).isEmpty();
  }

  @Test
  void dataThatNoRunIsOfYetMovesNoOtherView() {
    robot.interact(() -> library.read("made up"));
    await(() -> model.galleryProperty().get().isPresent());
    robot.interact(() -> model.choose(5));
    assertThat(model.imageProperty().get()).isEqualTo(OptionalInt.of(5));
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.None());
  }

  private DataSplits read() throws DataException {
    if (damage.isPresent()) {
      throw damage.get();
    }
    return splits;
  }

  /** Reads data that is of the session, too. */
  private void read(DataSplits data) {
    robot.interact(
        () -> {
          training.dataProperty().set(Optional.of(data));
          var unused = library.read("made up");
        });
    await(() -> model.galleryProperty().get().isPresent() && !shown().isEmpty());
  }

  private void sort(ImageOrder order) {
    robot.clickOn("#data-order");
    for (int i = 0; i < List.of(ImageOrder.values()).indexOf(order); i++) {
      robot.type(KeyCode.DOWN);
    }
    robot.type(KeyCode.ENTER);
  }

  private float distance(int image) {
    return model
        .galleryProperty()
        .get()
        .orElseThrow()
        .summary()
        .measure(ImageOrder.DISTANCE, image);
  }

  private Query query() {
    return model.queryProperty().get();
  }

  private Optional<Shown> map() {
    return model.map().shownProperty().get();
  }

  /** Where a point is while all of the map is shown. */
  private Point2D onScreen(int point) {
    Node canvas = node("#data-map");
    Shown shown = map().orElseThrow();
    double width = canvas.getLayoutBounds().getWidth();
    double height = canvas.getLayoutBounds().getHeight();
    Viewport view = Viewport.fit(shown.index().extent(), width, height);
    SetMap map = shown.map();
    return canvas.localToScreen(
        view.pixelX(map.layout().xs()[point]), view.pixelY(map.layout().ys()[point]));
  }

  private double distanceOnMap(int one, int other) {
    return onScreen(one).distance(onScreen(other));
  }

  private List<Integer> shown() {
    return robot.lookup("#data-images").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private Node node(String query) {
    return robot.lookup(query).query();
  }

  private String text(String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }

  private List<String> texts(String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }

  private static void await(Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          20,
          TimeUnit.SECONDS,
          () -> WaitForAsyncUtils.waitFor(WaitForAsyncUtils.asyncFx(condition)));
      WaitForAsyncUtils.waitForFxEvents();
    } catch (TimeoutException e) {
      throw new AssertionError("Waited in vain", e);
    }
  }

  /** Image i is of class i % 3, which has a bright part of its own. */
  private static Dataset images(String name, int count) {
    ImageShape shape = new ImageShape(1, 6, 6);
    byte[] pixels = new byte[count * shape.size()];
    byte[] labels = new byte[count];
    SplittableRandom random = new SplittableRandom(count);
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
      for (int p = 0; p < shape.size(); p++) {
        int bright = p / 12 == i % 3 ? 120 : 0;
        pixels[i * shape.size() + p] = (byte) (bright + random.nextInt(100));
      }
    }
    return new Dataset(name, shape, List.of("zero", "one", "two"), pixels, labels);
  }
}
