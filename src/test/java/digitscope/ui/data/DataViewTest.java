package digitscope.ui.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.explore.ImageOrder;
import digitscope.explore.SetMap;
import digitscope.probe.LayerValues;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.control.images.ImageGrids;
import digitscope.ui.data.MapViewModel.Coloring;
import digitscope.ui.data.MapViewModel.Kind;
import digitscope.ui.data.MapViewModel.OfLayer;
import digitscope.ui.data.MapViewModel.Shown;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FailureReporter;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The page as a user uses it, on 300 training and 60 test images of three classes. */
@ExtendWith(SteadyRobot.class)
final class DataViewTest {
  private static final int TRAINING = 300;
  private static final int TEST = 60;

  private final DataSplits splits =
      new DataSplits("made up", images("training", TRAINING), images("test", TEST));
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final ExecutorService background =
      new FailureReporter(problem -> {}).worker("background");
  private final FxRobot robot = new SteadyRobot();
  private Optional<DataException> damage = Optional.empty();
  private DataSplits offered = splits;
  private final DataLibrary library = new DataLibrary(tasks, (name, task) -> read(), "reading");
  private final DataViewModel model =
      new DataViewModel(lens, selection, library, tasks, background, new FxThread());

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
  void promisesNothingOfOtherViewsThatShowOtherData() {
    read(splits);
    assertThat(text("#data-image-title")).startsWith("Click an image").contains("all pages");
    DataSplits others = new DataSplits("others", images("training", 30), images("test", 20));
    robot.interact(() -> lens.dataProperty().set(Optional.of(others)));
    assertThat(text("#data-image-title")).startsWith("Click an image").doesNotContain("all pages");
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
    await(() -> shown().equals(farthestFirst()));
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
          lens.show(SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog()));
          selection.cellsProperty().set(Optional.of(new CellChoice.FalseNegatives(1)));
        });
    await(() -> model.highlightedProperty().get().isPresent() && shown().size() == TEST);
    assertThat(query().part()).isEqualTo(Part.TEST);
    int images = evaluation.confusion().measures().get(1).falseNegatives();
    assertThat(model.highlightedProperty().get().orElseThrow().images()).hasSize(images);
    await(() -> text("#data-map-chosen").contains("at step 100, " + images + " images"));
    robot.clickOn("#data-part-TRAINING");
    await(() -> model.highlightedProperty().get().isEmpty());
    robot.clickOn("#data-part-TEST").clickOn("#data-map-forget");
    assertThat(selection.cellsProperty().get()).isEmpty();
    await(() -> model.highlightedProperty().get().isEmpty());
  }

  @Test
  void laysOutNeighborsInTheBackground() {
    read(splits);
    await(() -> map().isPresent());
    robot.clickOn("#data-kind-NEIGHBORS");
    await(
        () ->
            map()
                .filter(shown -> shown.isFinished() && shown.map().shares().isEmpty())
                .isPresent());
    assertThat(text("#data-map-sentence")).contains("UMAP");
    robot.clickOn("#data-kind-COMPONENTS");
    await(() -> map().orElseThrow().map().shares().isPresent());
  }

  @Test
  void cancelledMapGivesWayToTheFirst() {
    read(splits);
    await(() -> map().isPresent());
    robot.interact(
        () -> {
          model.map().kindProperty().set(Kind.NEIGHBORS);
          model.map().cancel();
        });
    await(() -> map().filter(Shown::isFinished).isPresent() && tasks.running().isEmpty());
    assertThat(map().orElseThrow().map().shares()).isPresent();
    assertThat(model.map().kindProperty().get()).isEqualTo(Kind.COMPONENTS);
  }

  @Test
  void colorsByTheNewestEvaluationOfTheTestSetOnly() {
    read(splits);
    Evaluation evaluation = SampleSnapshots.evaluation(100, 3, TEST, 1);
    robot.interact(
        () -> lens.show(SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog())));
    assertThat(node("#data-coloring-VERDICT").isDisabled()).isTrue();
    robot.clickOn("#data-part-TEST");
    await(() -> !node("#data-coloring-VERDICT").isDisabled() && map().isPresent());
    robot.clickOn("#data-coloring-VERDICT");
    await(() -> texts(".data-legend-entry").equals(List.of("correct", "incorrect")));
    assertThat(text("#data-map-sentence")).endsWith("Step 100.");
    robot.clickOn("#data-part-TRAINING");
    assertThat(model.map().coloringProperty().get()).isEqualTo(Coloring.CLASS);
  }

  @Test
  void showsNoEvaluationBesideDataThatItIsNotOf() {
    read(splits);
    Evaluation evaluation = SampleSnapshots.evaluation(100, 3, TEST, 1);
    robot.interact(
        () -> {
          lens.show(SampleSnapshots.training(100, Optional.of(evaluation), new MetricLog()));
          model.setPart(Part.TEST);
        });
    assertThat(model.evaluationProperty().get()).hasValue(evaluation);
    offered = new DataSplits("others", images("training", TRAINING), images("test", TEST));
    robot.interact(() -> library.read("others"));
    await(() -> model.dataProperty().get().equals(Optional.of(offered)));
    assertThat(model.evaluationProperty().get()).isEmpty();

    offered = splits;
    read(splits);
    assertThat(model.evaluationProperty().get()).hasValue(evaluation);
  }

  @Test
  void mapsALayerAtEachStepAndTurnsItToTheStepBefore() {
    read(splits);
    List<LayerSummary> layers = layers();
    MetricLog session = new MetricLog();
    lens.answerWith(command -> values((Question.ReadLayer) command));
    robot.interact(
        () -> {
          lens.layersProperty().set(layers);
          lens.show(Samples.snapshot(10, Phase.PAUSED, session));
        });
    assertThat(model.map().layersProperty().get()).containsExactly(layers.get(0), layers.get(2));
    robot.interact(() -> model.map().layerProperty().set(Optional.of(layers.get(0))));
    await(() -> mappedStep() == 10);
    assertThat(text("#data-map-sentence"))
        .startsWith("1 · convolution 3×3×4 at step 10: All 300 training images. Principal");
    SetMap first = map().orElseThrow().map();

    robot.interact(() -> lens.show(Samples.snapshot(20, Phase.PAUSED, session)));
    await(() -> mappedStep() == 20);
    SetMap second = map().orElseThrow().map();
    assertThat(second.layout().xs()).containsExactly(first.layout().xs(), within(1e-2f));
    assertThat(second.layout().ys()).containsExactly(first.layout().ys(), within(1e-2f));

    int asked = lens.asked().size();
    robot.interact(() -> lens.show(Samples.snapshot(10, Phase.PAUSED, session)));
    await(() -> mappedStep() == 10);
    assertThat(lens.asked()).hasSize(asked);
    robot.interact(() -> model.map().layerProperty().set(Optional.empty()));
    await(() -> map().filter(shown -> shown.source().isEmpty()).isPresent());
  }

  /** A film of the map, as other programs see it: a frame for each step, and no more colors. */
  @Test
  void writesTheMapOfALayerAtAllStoredSteps(@TempDir Path temp) throws Exception {
    List<FileOffer> offers = new ArrayList<>();
    read(splits);
    assertThat(node("#data-map-export").isDisabled()).isTrue();
    MetricLog session = new MetricLog();
    lens.answerWith(command -> values((Question.ReadLayer) command));
    lens.moments().answerWith((step, question) -> values(step, (Question.ReadLayer) question));
    robot.interact(
        () -> {
          model.map().setOnOffer(offers::add);
          lens.layersProperty().set(layers());
          lens.moments().stepsProperty().set(List.of(0L, 10L, 20L));
          lens.show(Samples.snapshot(10, Phase.PAUSED, session));
          model.map().layerProperty().set(Optional.of(layers().get(0)));
        });
    await(() -> mappedStep() == 10);
    MenuButton menu = (MenuButton) node("#data-map-export");
    robot.interact(() -> menu.getItems().forEach(MenuItem::fire));
    assertThat(offers).extracting(FileOffer::ending).containsExactly(".gif", ".png");

    for (FileOffer offer : offers) {
      Path file = temp.resolve(offer.name() + offer.ending());
      CompletableFuture<Path> written = new CompletableFuture<>();
      robot.interact(
          () ->
              tasks
                  .start(
                      "film",
                      own -> {
                        offer.content().writeTo(file, own);
                        return file;
                      })
                  .result()
                  .thenAccept(written::complete));
      written.get(60, TimeUnit.SECONDS);
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        ImageReader reader = ImageIO.getImageReaders(in).next();
        reader.setInput(in);
        assertThat(reader.getNumImages(true)).isEqualTo(offer.ending().equals(".gif") ? 3 : 1);
        assertThat(reader.read(0).getWidth()).isGreaterThanOrEqualTo(480);
        reader.dispose();
      }
    }
    assertThat(lens.moments().asked())
        .extracting(asked -> asked.getKey())
        .containsExactly(0L, 10L, 20L, 0L, 10L, 20L);
  }

  private static List<LayerSummary> layers() {
    return new NetworkSpec(
            List.of(
                new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.RELU),
                new Flatten(),
                new Dense(3, Activation.SOFTMAX)))
        .summarize(new ImageShape(1, 6, 6), 3);
  }

  private long mappedStep() {
    return map().flatMap(Shown::source).map(OfLayer::step).orElse(-1L);
  }

  /** Points of a plane that turns from step to step. */
  private LayerValues values(Question.ReadLayer asked) {
    return values(lens.view().orElseThrow().step(), asked);
  }

  private static LayerValues values(long step, Question.ReadLayer asked) {
    float[][] values = new float[asked.order().length][];
    for (int i = 0; i < values.length; i++) {
      SplittableRandom random = new SplittableRandom(asked.order()[i]);
      float x = (float) (3 * random.nextDouble());
      float y = (float) random.nextDouble();
      values[i] = step == 10 ? new float[] {x, y, 0} : new float[] {0, y, -x};
    }
    return new LayerValues(step, asked.layerIndex(), asked.order(), values);
  }

  @Test
  void lassoShowsTheImagesThatItCatchesAndChoosesTheFirst() {
    read(splits);
    await(() -> map().isPresent());
    List<Point2D> places = IntStream.range(0, TRAINING).mapToObj(this::onScreen).toList();
    Point2D middle = places.get(42);
    robot.clickOn("#data-lasso");
    robot.moveTo(middle.add(-40, -40)).press(MouseButton.PRIMARY);
    robot.moveTo(middle.add(40, -40)).moveTo(middle.add(40, 40)).moveTo(middle.add(-40, 40));
    robot.release(MouseButton.PRIMARY);
    await(() -> query().lasso().isPresent() && shown().size() == query().lasso().get().size());
    assertThat(shown()).contains(42).hasSizeLessThan(TRAINING);
    for (int image = 0; image < TRAINING; image++) {
      Point2D place = places.get(image).subtract(middle);
      double farthest = Math.max(Math.abs(place.getX()), Math.abs(place.getY()));
      if (farthest < 35) {
        assertThat(shown()).contains(image);
      } else if (farthest > 45) {
        assertThat(shown()).doesNotContain(image);
      }
    }
    await(() -> selection.imageProperty().get() instanceof ChosenImage.OfTrainingSet);
    assertThat(selection.imageProperty().get())
        .isEqualTo(new ChosenImage.OfTrainingSet(shown().get(0)));
    assertThat(text("#data-sentence")).endsWith("training images inside the lasso");

    robot.clickOn("#data-lasso-forget");
    await(() -> shown().size() == TRAINING);
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
    return offered;
  }

  /** Reads data that is of the session, too. */
  private void read(DataSplits data) {
    robot.interact(
        () -> {
          lens.dataProperty().set(Optional.of(data));
          var unused = library.read("made up");
        });
    await(
        () ->
            model.dataProperty().get().equals(Optional.of(data))
                && model.galleryProperty().get().isPresent()
                && !shown().isEmpty());
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

  /** The images that are shown in the order of their distance, and of their numbers. */
  private List<Integer> farthestFirst() {
    return shown().stream().sorted(Comparator.comparingDouble(image -> -distance(image))).toList();
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
    Fx.await(condition);
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
