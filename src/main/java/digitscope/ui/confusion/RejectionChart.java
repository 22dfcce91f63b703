package digitscope.ui.confusion;

import digitscope.eval.Calibration.Rejection;
import digitscope.ui.control.Messages;
import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.SeriesData;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.layout.StackPane;

/**
 * What is gained by not answering: how many images are answered, and how many of those correctly,
 * over the least confidence that is asked for.
 */
final class RejectionChart extends StackPane {
  private static final double PERCENT = 100;

  private final SeriesData accuracy = new SeriesData();
  private final SeriesData answered = new SeriesData();

  RejectionChart() {
    Messages messages = Messages.of("confusion");
    getStyleClass().add("rejection");
    LineChartView chart = new LineChartView(messages.get("calibration.threshold"));
    chart.setId("rejection-curve");
    chart.unitProperty().set(ValueUnit.PERCENT);
    chart.xUnitProperty().set(PERCENT);
    chart.xTicksProperty().set(ValueUnit.PERCENT);
    chart.xNameProperty().set(messages.get("rejection.confidence"));
    chart
        .getSeries()
        .setAll(
            line(messages.get("rejection.accuracy"), "rejection-accuracy", accuracy),
            line(messages.get("rejection.answered"), "rejection-answered", answered));
    getChildren().setAll(chart);
  }

  private static LineSeries line(String name, String styleClass, SeriesData data) {
    return new LineSeries(name, styleClass, data, LineSeries.Kind.PLAIN);
  }

  /** Shows what is gained at rising thresholds. */
  void show(List<Rejection> rejections) {
    fill(accuracy, rejections, Rejection::accuracy);
    fill(answered, rejections, Rejection::answered);
  }

  private static void fill(
      SeriesData line, List<Rejection> rejections, ToDoubleFunction<Rejection> value) {
    line.clear();
    line.append(
        rejections.stream().mapToLong(at -> Math.round(PERCENT * at.threshold())).toArray(),
        rejections.stream().mapToDouble(value).toArray());
  }
}
