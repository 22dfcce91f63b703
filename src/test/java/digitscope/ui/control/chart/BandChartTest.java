package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class BandChartTest {
  private final BandChart linear = new BandChart(false);
  private final BandChart logarithmic = new BandChart(true);

  @Start
  void start(Stage stage) {
    linear.setId("linear");
    logarithmic.setId("logarithmic");
    linear.setPrefSize(244, 110);
    linear.setMaxSize(244, 110);
    stage.setScene(new Scene(new VBox(10, linear, logarithmic), 400, 300));
    stage.show();
  }

  private static void show(FxRobot robot, BandChart chart, BandChart.Point... points) {
    robot.interact(
        () -> {
          chart.show(List.of(points));
          chart.layout();
        });
  }

  private static Bounds bounds(FxRobot robot, String query) {
    Node node = robot.lookup(query).query();
    return node.getLayoutBounds();
  }

  private static List<String> labels(FxRobot robot, String chart) {
    return robot.lookup(chart + " .band-label").queryAllAs(Label.class).stream()
        .map(Label::getText)
        .toList();
  }

  @Test
  void nestsTheInnerBandInTheOuterOne(FxRobot robot) {
    show(
        robot,
        linear,
        new BandChart.Point(0, -1, -0.5, 0, 0.5, 1),
        new BandChart.Point(100, -2, -1, 0, 1, 2));

    Bounds outer = bounds(robot, "#linear .band-outer");
    Bounds inner = bounds(robot, "#linear .band-inner");
    // The outer band fills the height but for a margin of 5 pixels, the inner one half of it.
    assertThat(outer.getHeight()).isCloseTo(100, within(1.5));
    assertThat(inner.getHeight()).isCloseTo(50, within(1.5));
    assertThat(outer.getWidth()).isCloseTo(244 - 44 - 10, within(1.5));
    assertThat(robot.lookup("#linear .band-zero").query().isVisible()).isTrue();
    assertThat(labels(robot, "#linear")).containsExactly("2", "−2");
  }

  @Test
  void placesStepsByTheirDistanceAndMarksOne(FxRobot robot) {
    show(
        robot,
        linear,
        new BandChart.Point(0, 1),
        new BandChart.Point(25, 3),
        new BandChart.Point(100, 5));
    robot.interact(
        () -> {
          linear.mark(OptionalDouble.of(25));
          linear.layout();
        });

    Polyline median = robot.lookup("#linear .band-median").queryAs(Polyline.class);
    double from = median.getPoints().get(0);
    double to = median.getPoints().get(4);
    assertThat(median.getPoints().get(2)).isCloseTo(from + (to - from) / 4, within(1e-6));
    assertThat(bounds(robot, "#linear .band-mark").getCenterX())
        .isCloseTo(median.getPoints().get(2), within(1.0));
    assertThat(robot.lookup("#linear .band-zero").query().isVisible()).isFalse();
  }

  @Test
  void drawsPowersOfTenAtEqualDistancesAndLeavesOutWhatHasNoLogarithm(FxRobot robot) {
    show(
        robot,
        logarithmic,
        new BandChart.Point(0, 0.0),
        new BandChart.Point(1, 1e-4),
        new BandChart.Point(2, Double.NaN),
        new BandChart.Point(3, 1e-3),
        new BandChart.Point(4, 1e-2));

    List<Double> points =
        robot.lookup("#logarithmic .band-median").queryAs(Polyline.class).getPoints();
    assertThat(points).hasSize(6);
    assertThat(points.get(1) - points.get(3))
        .isCloseTo(points.get(3) - points.get(5), within(1e-6));
    assertThat(labels(robot, "#logarithmic")).containsExactly("0.01", "1e−4");
  }

  @Test
  void tellsWhichPointIsUnderTheMouse(FxRobot robot) {
    List<Optional<BandChart.Point>> heard = new ArrayList<>();
    show(robot, linear, new BandChart.Point(0, 1), new BandChart.Point(10, 2));
    robot.interact(() -> linear.setOnHover(heard::add));
    robot.moveTo("#linear .band-plot").moveBy(80, 0);

    assertThat(heard.get(heard.size() - 1)).map(BandChart.Point::x).hasValue(10.0);
    robot.moveTo("#logarithmic");
    assertThat(heard.get(heard.size() - 1)).isEmpty();
  }

  @Test
  void takesFiveQuantilesOrASingleValue() {
    assertThat(new BandChart.Point(3, 7).values()).containsExactly(7, 7, 7, 7, 7);
    assertThatThrownBy(() -> new BandChart.Point(3, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
