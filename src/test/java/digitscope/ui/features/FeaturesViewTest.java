package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.ui.control.MapGrid;
import digitscope.ui.control.MapTile;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class FeaturesViewTest {
  private final FakeTraining training = new FakeTraining();
  private final FeaturesViewModel model =
      new FeaturesViewModel(
          training,
          new Selection(),
          new ChosenImages(training, new Selection(), Runnable::run, Runnable::run),
          new Random(1));
  private final MetricLog session = new MetricLog();

  @Start
  void start(Stage stage) {
    training.dataProperty().set(Optional.of(Samples.data()));
    training.layersProperty().set(Samples.layers());
    model.activeProperty().set(true);
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

  @Test
  void saysWhatToDoBeforeThereAreMaps(FxRobot robot) {
    assertThat(robot.lookup("#view .empty-state").queryAll()).hasSize(1);
    publish(robot, 4);
    assertThat(robot.lookup("#view .empty-state").queryAll()).isEmpty();
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
    WaitForAsyncUtils.waitForFxEvents();
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

  private void publish(FxRobot robot, long step) {
    robot.interact(
        () ->
            training
                .snapshotProperty()
                .set(
                    Optional.of(
                        Samples.snapshot(
                            step,
                            Phase.TRAINING,
                            session,
                            Optional.of(Samples.maps(step, training.watchedImage().orElseThrow())),
                            Optional.empty()))));
  }

  private static List<MapGrid> grids(FxRobot robot) {
    return List.copyOf(robot.lookup("#view .map-section .map-grid").queryAllAs(MapGrid.class));
  }

  private static List<String> texts(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
  }
}
