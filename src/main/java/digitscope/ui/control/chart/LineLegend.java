package digitscope.ui.control.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.shape.Line;

/**
 * Names the lines of a chart, or of several charts that share them; a press on a name shows or
 * hides the line.
 *
 * <p>Style class {@code chart-legend}.
 */
public final class LineLegend extends FlowPane {
  private static final double SAMPLE_LENGTH = 16;

  private final List<Line> samples = new ArrayList<>();

  public LineLegend() {
    getStyleClass().add("chart-legend");
  }

  /** Shows these lines instead of those before. */
  public void show(List<LineSeries> lines) {
    samples.clear();
    getChildren().clear();
    for (LineSeries line : lines) {
      Line sample = new Line(0, 0, SAMPLE_LENGTH, 0);
      sample.getStyleClass().add(line.styleClass());
      samples.add(sample);
      ToggleButton entry = new ToggleButton(line.name(), sample);
      entry.getStyleClass().setAll("chart-legend-entry");
      entry.selectedProperty().bindBidirectional(line.visibleProperty());
      getChildren().add(entry);
    }
  }

  /** A piece of each line, in the look that the style sheet gives it. */
  List<Line> samples() {
    return samples;
  }

  @Override
  public String getUserAgentStylesheet() {
    return Objects.requireNonNull(LineLegend.class.getResource("/css/charts.css")).toExternalForm();
  }
}
