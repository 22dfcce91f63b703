package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.Patience;
import digitscope.eval.MetricLog;
import digitscope.probe.MapPlace;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.control.images.NumberGrid;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(SteadyRobot.class)
final class FeaturesViewTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final FeaturesViewModel model =
      new FeaturesViewModel(
          lens,
          selection,
          new ChosenImages(lens, selection, Runnable::run, Runnable::run),
          new Random(1));
  private final MetricLog session = new MetricLog();

  @Start
  void start(Stage stage) {
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.layersProperty().set(Samples.layers());
    lens.answerWith(FeaturesViewTest::answer);
    model.activeProperty().set(true);
    model.arrangementProperty().set(Arrangement.MAPS);
    FeaturesView view = new FeaturesView(model);
    view.setId("view");
    FeaturesCard card = new FeaturesCard(model);
    card.setId("card");
    card.setPrefWidth(480);
    Scene scene = new Scene(new HBox(view, card), 1500, 900);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().add("css/maps.css");
    stage.setScene(scene);
    stage.show();
  }

  private static Object answer(Command<?> command) {
    if (command instanceof Question.ComputeValue question) {
      return SampleComputations.value(4, question);
    }
    return command instanceof Question.ReadKernels question
        ? SampleComputations.kernels(4, question.layerIndex())
        : SampleComputations.connections(4);
  }

  @Test
  void showsTheKernelsOfASelectedUnitOfAnyLayer(FxRobot robot) {
    publish(robot, 4);
    robot.interact(() -> model.selectedProperty().set(Optional.of(new MapAddress(6, 3))));
    KernelsPane pane = robot.lookup("#view .kernels-pane").queryAs(KernelsPane.class);
    assertThat(pane.tiles()).hasSize(4).allMatch(tile -> tile.height() == 2);
    assertThat(texts(robot, "#view .kernels-pane .label")).contains("4 kernels of 2×2 · step 4");
    robot.interact(() -> model.selectedProperty().set(Optional.empty()));
    assertThat(pane.tiles()).isEmpty();
  }

  @Test
  void saysWhatToDoBeforeThereAreMaps(FxRobot robot) {
    assertThat(robot.lookup("#view .empty-state").queryAll()).hasSize(1);
    publish(robot, 4);
    assertThat(robot.lookup("#view .empty-state").queryAll()).isEmpty();
  }

  @Test
  void saysThatMapsAreBeingComputedOnceThereIsANetwork(FxRobot robot) {
    Labeled words = robot.lookup("#card .journey-nothing").queryAs(Labeled.class);
    assertThat(words.getText()).startsWith("Train a network");
    robot.interact(
        () ->
            lens.show(
                Samples.snapshot(4, Phase.TRAINING, session, Optional.empty(), Optional.empty())));
    assertThat(words.getText()).isEqualTo("Computing the feature maps…");
  }

  @Test
  void namesNoTestImageBesideTheMapsOfADrawing(FxRobot robot) {
    publish(robot, 4);
    Spinner<?> index = robot.lookup("#view .image-chooser .spinner").queryAs(Spinner.class);
    robot.interact(() -> model.showTestImage(3));
    assertThat(index.getEditor().getText()).isEqualTo("3");
    robot.interact(() -> selection.imageProperty().set(new ChosenImage.Drawing(new byte[784])));
    assertThat(index.getEditor().getText()).isEmpty();
    robot.interact(() -> index.increment());
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(4));
    robot.clickOn(index.getEditor()).eraseText(1).type(KeyCode.ENTER);
    assertThat(selection.imageProperty().get()).isEqualTo(new ChosenImage.OfTestSet(4));
  }

  @Test
  void showsEveryMapOfEveryStage(FxRobot robot) {
    publish(robot, 4);

    assertThat(grids(robot))
        .extracting(grid -> grid.tiles().size())
        .containsExactly(4, 4, 4, 4, 676, 10, 10);
    assertThat(texts(robot, "#view .card-title"))
        .containsExactly(
            "1 · convolution 3×3×4", "2 · max pooling 2×2", "3 · flatten", "4 · dense 10");
    assertThat(texts(robot, "#view .map-section-kind").get(1))
        .isEqualTo("Before activation · 4×26×26");
    assertThat(texts(robot, "#view .label")).contains("Step 4");
  }

  @Test
  void readsTheValueUnderTheMouse(FxRobot robot) {
    publish(robot, 4);
    MapGrid grid = grids(robot).get(1);
    robot.moveTo(grid, Pos.TOP_LEFT, new Point2D(4, 4), Motion.DIRECT);

    assertThat(grid.hoveredProperty().get()).contains(new MapGrid.Spot(0, 0, 0));
    Labeled readout = (Labeled) grid.lookup(".map-readout");
    assertThat(readout.isVisible()).isTrue();
    assertThat(readout.getText()).isEqualTo("Map 0 · row 0, column 0 · value 0 · range 0 … 675");
  }

  @Test
  void enlargesTheClickedMap(FxRobot robot) {
    publish(robot, 4);
    MapGrid grid = grids(robot).get(1);
    robot.moveTo(grid, Pos.TOP_LEFT, new Point2D(100, 40), Motion.DIRECT);
    robot.clickOn();

    assertThat(model.selectedProperty().get()).contains(new MapAddress(1, 1));
    assertThat(texts(robot, "#view .map-inspector .map-inspector-title"))
        .containsExactly("Map 1 of convolution 3×3×4");
    robot.type(KeyCode.RIGHT);
    assertThat(model.selectedProperty().get()).contains(new MapAddress(1, 2));
  }

  @Test
  void renewsTheMapsInPlaceAsTheNetworkLearns(FxRobot robot) {
    publish(robot, 4);
    List<MapGrid> before = grids(robot);
    publish(robot, 9);

    assertThat(grids(robot)).isEqualTo(before);
    assertThat(texts(robot, "#view .label")).contains("Step 9");
  }

  @Test
  void renewsMapsOutOfViewOnceTheyAreScrolledTo(FxRobot robot) {
    publish(robot, 4);
    robot.interact(() -> robot.lookup("#view .map-size").queryAs(Slider.class).setValue(160));
    List<MapGrid> all = grids(robot);
    MapGrid first = all.get(0);
    MapGrid last = all.get(all.size() - 1);
    List<MapTile> ofFirst = first.tiles();
    List<MapTile> ofLast = last.tiles();
    publish(robot, 9);
    assertThat(first.tiles()).isNotSameAs(ofFirst);
    assertThat(last.tiles()).isSameAs(ofLast);

    robot.interact(() -> robot.lookup("#view .map-scroll").queryAs(ScrollPane.class).setVvalue(1));
    Fx.settle();
    assertThat(last.tiles()).isNotSameAs(ofLast);
  }

  @Test
  void showsAnImageOnItsWayInTheCard(FxRobot robot) {
    publish(robot, 4);

    // Convolution and pooling; what merely copies and the output, which the bars show, are left
    // out.
    assertThat(robot.lookup("#card .journey-station").queryAll()).hasSize(2);
    assertThat(texts(robot, "#card .journey-name"))
        .containsExactly("conv 3×3\n4×26×26", "max 2×2\n4×13×13");
  }

  @Test
  void showsTheNetworkAsColumnsWhoseHeadsLeadToTheLayers(FxRobot robot) {
    publish(robot, 4);
    robot.interact(() -> robot.lookup("#arrange-network").queryAs(ToggleButton.class).fire());
    assertThat(texts(robot, "#view .network-head"))
        .containsExactly("image\n28×28", "conv 3×3\n4×26×26", "max 2×2\n4×13×13", "dense\n10");
    assertThat(robot.lookup("#view .map-section").queryAll()).isEmpty();
    robot.interact(
        () ->
            robot.lookup("#view .network-head").queryAllAs(Button.class).stream()
                .filter(head -> head.getText().startsWith("max"))
                .forEach(Button::fire));
    assertThat(model.arrangementProperty().get()).isEqualTo(Arrangement.MAPS);
    assertThat(robot.lookup("#view .map-section").queryAll()).isNotEmpty();
    assertThat(robot.lookup("#arrange-maps").queryAs(ToggleButton.class).isSelected()).isTrue();
  }

  @Test
  void writesOutTheValueUnderTheMouseAndKeepsTheOneThatIsClicked(FxRobot robot)
      throws TimeoutException {
    robot.interact(() -> model.arrangementProperty().set(Arrangement.NETWORK));
    publish(robot, 4);
    assertThat(texts(robot, "#view .computation-pane .label").get(1)).startsWith("Point at a map");
    NetworkPicture picture = robot.lookup("#view .network-picture").queryAs(NetworkPicture.class);
    pointAt(robot, picture, new MapPlace(0, 1, 12, 12));
    MapPlace place = model.picture().place().orElseThrow();
    assertThat(place.map()).isEqualTo(1);
    List<NumberGrid> numbers =
        List.copyOf(robot.lookup("#view .number-grid").queryAllAs(NumberGrid.class));
    assertThat(numbers.get(0).cells())
        .containsExactly(
            "−0.396", "−0.296", "−0.196", "−0.096", "0.004", "0.104", "0.204", "0.304", "0.404");
    assertThat(numbers.get(1).cells().get(8)).isEqualTo("1.00");
    // The sum of (0.1 i − 0.396) · 0.125 i over i = 0 to 8 is 0.768; the bias is −0.25.
    List<String> texts = texts(robot, "#view .computation-pane .label");
    assertThat(texts)
        .contains(
            "Map 1 of convolution 3×3×4, row " + place.row() + ", column " + place.column(),
            "Receptive field 3×3 pixels · effective stride 1 · step 4",
            "= 0.768",
            "−0.250",
            "0.518",
            "After ReLU",
            "−0.125",
            "0.750");

    robot.clickOn();
    robot.moveTo("#view .image-chooser");
    assertThat(model.picture().place()).hasValue(place);
    robot.type(KeyCode.RIGHT);
    assertThat(model.picture().place())
        .hasValue(new MapPlace(0, 1, place.row(), place.column() + 1));
    robot.type(KeyCode.ESCAPE);
    assertThat(model.picture().place()).isEmpty();
  }

  /** Follows the map while the page still lays itself out. */
  private void pointAt(FxRobot robot, NetworkPicture picture, MapPlace wanted)
      throws TimeoutException {
    WaitForAsyncUtils.waitFor(
        Patience.SECONDS,
        TimeUnit.SECONDS,
        () -> {
          Optional<Point2D> middle = picture.middleOf(wanted);
          middle.ifPresent(at -> robot.moveTo(picture, Pos.TOP_LEFT, at, Motion.DIRECT));
          Fx.settle();
          return model.picture().place().filter(at -> at.map() == wanted.map()).isPresent();
        });
  }

  private void publish(FxRobot robot, long step) {
    robot.interact(
        () ->
            lens.show(
                Samples.snapshot(
                    step,
                    Phase.TRAINING,
                    session,
                    Optional.of(Samples.maps(step, lens.watchedImage().orElseThrow())),
                    Optional.empty())));
  }

  private static List<MapGrid> grids(FxRobot robot) {
    return List.copyOf(robot.lookup("#view .map-section .map-grid").queryAllAs(MapGrid.class));
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }
}
