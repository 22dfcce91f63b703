package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.ValueUnit;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.stream.LongStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class LineChartViewTest {
  private final SeriesData batches = new SeriesData();
  private final SeriesData tests = new SeriesData();

  @Start
  void start(Stage stage) {
    batches.append(
        LongStream.rangeClosed(0, 100).toArray(),
        LongStream.rangeClosed(0, 100).mapToDouble(x -> 2 - x / 100.0).toArray());
    tests.append(new long[] {50, 100}, new double[] {1.25, 0.75});
    LineChartView chart = new LineChartView("Cost");
    chart
        .getSeries()
        .addAll(
            new LineSeries("Training", "line-train", batches, LineSeries.Kind.PLAIN),
            new LineSeries("Test", "line-test", tests, LineSeries.Kind.MARKED));
    chart.xNameProperty().set("Step");
    stage.setScene(new Scene(chart, 600, 300));
    stage.show();
  }

  @Test
  void mouseReadsTheValuesOfAllLines(FxRobot robot) {
    robot.moveTo(".chart-plot");
    double x = chart(robot).crosshairProperty().get();
    assertThat(x).isBetween(40.0, 55.0);
    assertThat(labels(robot, ".chart-readout-value"))
        .containsExactly(ValueUnit.NUMBER.reading(2 - x / 100), "1.25");
    assertThat(position(robot)).isEqualTo("Step " + Math.round(x));
  }

  @Test
  void paintsWhatCameWhileItWasHiddenOnceItIsSeen(FxRobot robot) {
    LineChartView chart = chart(robot);
    robot.interact(() -> chart.setVisible(false));
    robot.interact(
        () -> {
          batches.append(new long[] {400}, new double[] {0.5});
          assertThat(chart.isNeedsLayout()).isFalse();
        });
    robot.interact(() -> chart.setVisible(true));
    robot.clickOn(".chart-plot").type(KeyCode.END);
    assertThat(chart.crosshairProperty().get()).isEqualTo(400);
  }

  @Test
  void arrowKeysMoveTheCrosshairFromPointToPoint(FxRobot robot) {
    robot.clickOn(".chart-plot").type(KeyCode.HOME);
    assertThat(chart(robot).crosshairProperty().get()).isZero();
    robot.type(KeyCode.RIGHT, 3);
    assertThat(chart(robot).crosshairProperty().get()).isEqualTo(3);
    robot.type(KeyCode.LEFT);
    assertThat(chart(robot).crosshairProperty().get()).isEqualTo(2);
    robot.type(KeyCode.END);
    assertThat(chart(robot).crosshairProperty().get()).isEqualTo(100);
    robot.type(KeyCode.ESCAPE);
    assertThat(chart(robot).crosshairProperty().get()).isNaN();
    assertThat(robot.lookup(".chart-readout").<Node>query().isVisible()).isFalse();
  }

  @Test
  void legendSwitchesLines(FxRobot robot) {
    robot.clickOn("Test");
    assertThat(chart(robot).getSeries().get(1).isVisible()).isFalse();
    robot.moveTo(".chart-plot");
    assertThat(labels(robot, ".chart-readout-value")).hasSize(1);
    robot.clickOn("Test");
    assertThat(chart(robot).getSeries().get(1).isVisible()).isTrue();
  }

  @Test
  void newPointsAreReadAtOnce(FxRobot robot) {
    robot.interact(() -> batches.append(new long[] {200}, new double[] {0.125}));
    robot.clickOn(".chart-plot").type(KeyCode.END);
    assertThat(labels(robot, ".chart-readout-value")).startsWith("0.125");
  }

  @Test
  void epochsAreReadInsteadOfSteps(FxRobot robot) {
    robot.interact(
        () -> {
          chart(robot).xUnitProperty().set(40);
          chart(robot).xNameProperty().set("Epoch");
        });
    robot.clickOn(".chart-plot").type(KeyCode.END);
    assertThat(position(robot)).isEqualTo("Epoch 2.5");
  }

  @Test
  void saysTheValuesToThoseWhoCannotSeeThem(FxRobot robot) {
    assertThat(chart(robot).reading()).isEqualTo("Cost; Training 1; Test 0.75");
  }

  private static String position(FxRobot robot) {
    return robot.lookup(".chart-readout-position").queryAs(Label.class).getText();
  }

  private static List<String> labels(FxRobot robot, String query) {
    return robot.lookup(query).queryAllAs(Label.class).stream()
        .filter(label -> label.getParent().isManaged())
        .map(Label::getText)
        .toList();
  }

  private static LineChartView chart(FxRobot robot) {
    return robot.lookup(".line-chart").queryAs(LineChartView.class);
  }
}
