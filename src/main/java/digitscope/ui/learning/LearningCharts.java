package digitscope.ui.learning;

import digitscope.eval.ChoiceHistory;
import digitscope.session.RunProgress;
import digitscope.ui.control.Messages;
import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.SeriesData;
import digitscope.ui.control.images.ValueScale;
import digitscope.ui.control.matrix.MatrixSentences;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;

/** The charts of a run; those of one set share their crosshair. */
final class LearningCharts {
  private final Messages messages = Messages.of("learning");
  private final LearningViewModel model;

  LearningCharts(LearningViewModel model) {
    this.model = model;
  }

  LineChartView cost() {
    LineChartView chart = chart("cost", ValueUnit.NUMBER, ValueScale.LOGARITHMIC);
    chart
        .getSeries()
        .setAll(
            line("batch", "line-batch", model.batchLoss(), LineSeries.Kind.BACKDROP),
            line("train", "line-train", model.trainLoss(), LineSeries.Kind.PLAIN),
            line("test", "line-test", model.testLoss(), LineSeries.Kind.MARKED));
    showWhereHeldOut(validation(model.validationLoss()), chart);
    LineSeries penalty = line("penalty", "line-penalty", model.penalty(), LineSeries.Kind.PLAIN);
    showWhere(model.penalizesProperty(), penalty, chart);
    chart
        .titleProperty()
        .bind(
            Bindings.when(model.penalizesProperty())
                .then(messages.get("chart.cost.penalized"))
                .otherwise(messages.get("chart.cost")));
    return chart;
  }

  /** How far the outputs are from 1 for the class and 0 for the others. */
  LineChartView error() {
    LineChartView chart = chart("error", ValueUnit.NUMBER, ValueScale.LOGARITHMIC);
    chart
        .getSeries()
        .setAll(
            line("batch", "line-batch", model.batchError(), LineSeries.Kind.BACKDROP),
            line("train", "line-train", model.trainError(), LineSeries.Kind.PLAIN));
    return chart;
  }

  LineChartView accuracy() {
    LineChartView chart = chart("accuracy", ValueUnit.PERCENT, ValueScale.NINES);
    chart
        .getSeries()
        .setAll(
            line("train", "line-train", model.trainAccuracy(), LineSeries.Kind.PLAIN),
            line("test", "line-test", model.testAccuracy(), LineSeries.Kind.MARKED));
    showWhereHeldOut(validation(model.validationAccuracy()), chart);
    return chart;
  }

  LineChartView learningRate() {
    LineChartView chart = chart("rate", ValueUnit.NUMBER, ValueScale.LOGARITHMIC);
    chart
        .getSeries()
        .setAll(line("rate", "line-rate", model.learningRate(), LineSeries.Kind.PLAIN));
    return chart;
  }

  /** The accuracy, and the recall or precision of the classes that are chosen. */
  LineChartView accuracyWithChoice() {
    LineChartView chart = accuracy();
    ChoiceViewModel choice = model.choice();
    Map<ChoiceHistory.Measure, LineSeries> lines = new EnumMap<>(ChoiceHistory.Measure.class);
    for (ChoiceHistory.Measure measure : ChoiceHistory.Measure.values()) {
      lines.put(
          measure, line("" + measure, "line-chosen", choice.values(), LineSeries.Kind.MARKED));
    }
    Runnable show =
        () -> {
          chart.getSeries().removeAll(lines.values());
          choice
              .shownProperty()
              .get()
              .flatMap(ChoiceViewModel.Shown::measure)
              .ifPresent(measure -> chart.getSeries().add(lines.get(measure)));
        };
    choice.shownProperty().addListener(changed -> show.run());
    show.run();
    return chart;
  }

  /** How many images were of what is chosen; not there if nothing is. */
  LineChartView chosen() {
    LineChartView chart = chart("chosen", ValueUnit.NUMBER, ValueScale.LINEAR);
    ChoiceViewModel choice = model.choice();
    chart
        .getSeries()
        .setAll(line("chosen", "line-chosen", choice.images(), LineSeries.Kind.MARKED));
    chart.legendVisibleProperty().set(false);
    chart.managedProperty().bind(chart.visibleProperty());
    Runnable show =
        () -> {
          Optional<ChoiceViewModel.Shown> shown = choice.shownProperty().get();
          chart.setVisible(shown.isPresent());
          shown.ifPresent(
              some ->
                  chart
                      .titleProperty()
                      .set(
                          messages.get(
                              some.choice().isByCell() ? "chart.chosen" : "chart.chosenImages",
                              new MatrixSentences(choice.classNames()).name(some.choice()))));
        };
    choice.shownProperty().addListener(changed -> show.run());
    show.run();
    return chart;
  }

  private LineSeries validation(SeriesData data) {
    return line("validation", "line-validation", data, LineSeries.Kind.MARKED);
  }

  /** A run that holds nothing out has no such line, nor its name in the legend. */
  private void showWhereHeldOut(LineSeries validation, LineChartView chart) {
    showWhere(model.validatesProperty(), validation, chart);
  }

  private static void showWhere(
      ReadOnlyBooleanProperty isThere, LineSeries line, LineChartView chart) {
    List<LineSeries> lines = chart.getSeries();
    Runnable show =
        () -> {
          lines.remove(line);
          if (isThere.get()) {
            lines.add(lines.size() - 1, line);
          }
        };
    isThere.addListener(changed -> show.run());
    show.run();
  }

  static void shareCrosshair(List<LineChartView> charts) {
    for (LineChartView chart : charts.subList(1, charts.size())) {
      chart.crosshairProperty().bindBidirectional(charts.get(0).crosshairProperty());
    }
  }

  private LineChartView chart(String name, ValueUnit unit, ValueScale logarithmic) {
    LineChartView chart = new LineChartView(messages.get("chart." + name));
    chart.setId("chart-" + name);
    chart.unitProperty().set(unit);
    chart
        .scaleProperty()
        .bind(
            Bindings.when(model.logarithmicProperty())
                .then(logarithmic)
                .otherwise(ValueScale.LINEAR));
    chart
        .xNameProperty()
        .bind(
            Bindings.when(model.overEpochsProperty())
                .then(messages.get("x.epoch"))
                .otherwise(messages.get("x.step")));
    chart
        .xUnitProperty()
        .bind(
            Bindings.createDoubleBinding(
                this::xUnit, model.overEpochsProperty(), model.stateProperty()));
    chart
        .markerProperty()
        .bind(
            Bindings.createDoubleBinding(
                () ->
                    model.shownProperty().get().map(now -> (double) now.step()).orElse(Double.NaN),
                model.shownProperty()));
    return chart;
  }

  private double xUnit() {
    return model.overEpochsProperty().get()
        ? model.stateProperty().get().map(RunProgress::stepsPerEpoch).orElse(1)
        : 1;
  }

  private LineSeries line(String name, String styleClass, SeriesData data, LineSeries.Kind kind) {
    return new LineSeries(messages.get("line." + name), styleClass, data, kind);
  }
}
