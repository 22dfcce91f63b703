package digitscope.ui.control.chart;

import digitscope.ui.control.ValueUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;

/** The upright line that follows the mouse over a chart, and the values that it reads. */
final class Crosshair {
  private static final double DOT_RADIUS = 3.5;
  private static final double SAMPLE_LENGTH = 12;
  private static final double GAP = 12;

  private final LineChartView chart;
  private final Line upright = new Line();
  private final Group dots = new Group();
  private final Label position = new Label();
  private final VBox readout = new VBox(position);
  private final List<Row> rows = new ArrayList<>();

  private record Row(LineSeries series, Circle dot, Label value, HBox box) {}

  Crosshair(LineChartView chart) {
    this.chart = chart;
    upright.getStyleClass().add("chart-crosshair");
    position.getStyleClass().add("chart-readout-position");
    readout.getStyleClass().add("chart-readout");
    nodes()
        .forEach(
            node -> {
              node.setManaged(false);
              node.setMouseTransparent(true);
              node.setVisible(false);
            });
  }

  List<Node> nodes() {
    return List.of(upright, dots, readout);
  }

  /** Reads these lines from now on, in the strokes of their samples. */
  void follow(List<LineSeries> lines, List<Line> samples) {
    rows.clear();
    dots.getChildren().clear();
    readout.getChildren().setAll(position);
    for (int i = 0; i < lines.size(); i++) {
      Circle dot = new Circle(DOT_RADIUS);
      dot.getStyleClass().add("chart-crosshair-dot");
      dot.fillProperty().bind(samples.get(i).strokeProperty());
      Line sample = new Line(0, 0, SAMPLE_LENGTH, 0);
      sample.getStyleClass().add(lines.get(i).styleClass());
      Label name = new Label(lines.get(i).name(), sample);
      Label value = new Label();
      value.getStyleClass().addAll("chart-readout-value", "tabular");
      value.setMinWidth(Region.USE_PREF_SIZE);
      name.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(name, Priority.ALWAYS);
      HBox box = new HBox(name, value);
      box.getStyleClass().add("chart-readout-row");
      rows.add(new Row(lines.get(i), dot, value, box));
      dots.getChildren().add(dot);
      readout.getChildren().add(box);
    }
  }

  /** Shows the values at the chart's crosshair; nothing if it has none or it lies outside. */
  void show(PlotGeometry plot) {
    double x = chart.crosshairProperty().get();
    boolean shown = x >= plot.xMin() && x <= plot.xMax();
    nodes().forEach(node -> node.setVisible(shown));
    if (!shown) {
      return;
    }
    double pixelX = Math.round(plot.pixelX(x)) + 0.5;
    upright.setStartX(pixelX);
    upright.setEndX(pixelX);
    upright.setStartY(plot.top());
    upright.setEndY(plot.bottom());
    ValueUnit ticks = chart.xTicksProperty().get();
    double units = x / chart.xUnitProperty().get();
    String at = ticks == ValueUnit.NUMBER ? ticks.reading(units) : ticks.tick(units);
    position.setText((chart.xNameProperty().get() + " " + at).strip());
    rows.forEach(row -> read(row, x, plot));
    place(plot, pixelX);
  }

  private static void read(Row row, double x, PlotGeometry plot) {
    SeriesData data = row.series().data();
    int index = row.series().isVisible() ? data.nearest(x) : -1;
    boolean readable = index >= 0 && !Double.isNaN(data.y(index));
    row.box().setVisible(readable);
    row.box().setManaged(readable);
    row.dot().setVisible(readable);
    if (readable) {
      row.dot().setCenterX(plot.pixelX(data.x(index)));
      row.dot().setCenterY(plot.pixelY(data.y(index)));
    }
  }

  private void place(PlotGeometry plot, double pixelX) {
    rows.stream()
        .filter(row -> row.box().isManaged())
        .forEach(row -> row.value().setText(reading(row)));
    readout.autosize();
    boolean left = pixelX + GAP + readout.getWidth() > plot.right();
    readout.relocate(
        (double) Math.round(left ? pixelX - GAP - readout.getWidth() : pixelX + GAP), plot.top());
  }

  private String reading(Row row) {
    SeriesData data = row.series().data();
    return chart
        .unitProperty()
        .get()
        .reading(data.y(data.nearest(chart.crosshairProperty().get())));
  }
}
