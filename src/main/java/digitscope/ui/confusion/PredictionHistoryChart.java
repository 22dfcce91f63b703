package digitscope.ui.confusion;

import digitscope.ui.control.Messages;
import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineLegend;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.SeriesData;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** How the probabilities of an image went: the class that it is, the one it is read as, others. */
final class PredictionHistoryChart extends VBox {
  /** More lines are nothing that one could read. */
  private static final int MOST_OTHERS = 8;

  /** Other lines take a while to make and to style, and the card is to be there before. */
  private static final Duration DELAY = Duration.millis(40);

  private final Messages messages = Messages.of("card");
  private final LineChartView chart = new LineChartView("");
  private final LineLegend legend = new LineLegend();
  private final PauseTransition delay = new PauseTransition(DELAY);
  private List<Integer> shown = List.of();
  private OptionalInt shownActual = OptionalInt.empty();
  private List<SeriesData> data = List.of();

  PredictionHistoryChart() {
    getStyleClass().add("card-course");
    Label title = new Label(messages.get("course"));
    title.getStyleClass().add("card-section");
    title.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(legend, Priority.ALWAYS);
    HBox header = new HBox(title, legend);
    header.getStyleClass().add("card-course-header");
    chart.setId("card-course");
    title.setLabelFor(chart);
    chart.unitProperty().set(ValueUnit.PERCENT);
    chart.xNameProperty().set(messages.get("course.step"));
    chart.legendVisibleProperty().set(false);
    VBox.setVgrow(chart, Priority.ALWAYS);
    getChildren().addAll(header, chart);
  }

  /**
   * Shows the course of an image.
   *
   * @param actual the class that it is
   * @param predicted the class that it is read as now
   */
  void show(ImagePrediction.History course, OptionalInt actual, int predicted, List<String> names) {
    List<Integer> known = new ArrayList<>();
    actual.ifPresent(known::add);
    if (!known.contains(predicted)) {
      known.add(predicted);
    }
    List<Integer> labels =
        Stream.concat(course.others(known, MOST_OTHERS).stream(), known.stream()).toList();
    Runnable fill =
        () -> {
          for (int i = 0; i < labels.size(); i++) {
            data.get(i).clear();
            data.get(i).append(course.steps(), course.probabilities()[labels.get(i)]);
          }
        };
    delay.stop();
    // The same lines only grow, so that what the legend hid stays hidden.
    if (labels.equals(shown) && actual.equals(shownActual)) {
      fill.run();
    } else {
      data.forEach(SeriesData::clear);
      delay.setOnFinished(
          event -> {
            shown = labels;
            shownActual = actual;
            rebuild(known, names);
            fill.run();
          });
      delay.playFromStart();
    }
  }

  private void rebuild(List<Integer> known, List<String> names) {
    List<LineSeries> lines = new ArrayList<>();
    data = Stream.generate(SeriesData::new).limit(shown.size()).toList();
    for (int i = 0; i < shown.size(); i++) {
      int label = shown.get(i);
      String name = names.get(label);
      boolean isActual = shownActual.equals(OptionalInt.of(label));
      if (!known.contains(label)) {
        lines.add(new LineSeries(name, "line-other", data.get(i), LineSeries.Kind.PLAIN));
      } else if (isActual) {
        String key = known.size() == 1 ? "course.right" : "course.actual";
        lines.add(marked(messages.get(key, name), "line-actual", data.get(i)));
      } else {
        lines.add(marked(messages.get("course.predicted", name), "line-predicted", data.get(i)));
      }
    }
    chart.getSeries().setAll(lines);
    legend.show(lines.subList(lines.size() - known.size(), lines.size()));
  }

  private static LineSeries marked(String name, String styleClass, SeriesData data) {
    return new LineSeries(name, styleClass, data, LineSeries.Kind.MARKED);
  }
}
