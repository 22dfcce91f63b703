package digitscope.ui.network;

import digitscope.probe.Distribution;
import digitscope.probe.NetworkHealth;
import digitscope.probe.NetworkHealth.LayerHealth;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.BandChart;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * How each layer fared over the steps: a row with the bands of its weights, gradients and
 * activations, how far steps moved it, and how many of its units do nothing.
 */
final class HealthPane extends VBox {
  private static final List<String> COLUMNS =
      List.of("layer", "weights", "gradients", "activations", "update");

  /** Of the update ratio: 0.001 is the usual rule, and a factor of ten around it is fine. */
  private static final double USUAL_LOW = 1e-4;

  private static final double USUAL_HIGH = 1e-2;

  private final NetworkPageViewModel model;
  private final Messages text = Messages.of("network");
  private final LayerWords layerWords = new LayerWords();
  private final GridPane grid = new GridPane();
  private final Label about = new Label();
  private final Label readout = new Label();
  private final List<Row> rows = new ArrayList<>();

  /** One layer's charts. */
  private record Row(
      int layerIndex,
      String title,
      Label idle,
      BandChart weights,
      BandChart gradients,
      BandChart activations,
      BandChart update) {
    List<BandChart> charts() {
      return List.of(weights, gradients, activations, update);
    }
  }

  HealthPane(NetworkPageViewModel model) {
    this.model = model;
    setId("network-health");
    getStyleClass().addAll("card", "network-card");
    grid.getStyleClass().add("health-grid");
    about.getStyleClass().addAll("text-muted", "tabular");
    about.setWrapText(true);
    readout.getStyleClass().addAll("tabular", "health-readout");
    for (int i = 0; i < COLUMNS.size(); i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setHgrow(i == 0 ? Priority.NEVER : Priority.ALWAYS);
      grid.getColumnConstraints().add(column);
    }
    getChildren().setAll(HelpButton.beside(about, HelpTopic.NETWORK_HEALTH), readout, grid);
  }

  /** Shows what is known now. */
  void show() {
    List<NetworkHealth> all = model.healthProperty().get();
    Optional<NetworkHealth> shown = model.shownHealthProperty().get();
    if (shown.isEmpty()) {
      about.setText(text.get("health.none"));
      rows.clear();
      grid.getChildren().clear();
      return;
    }
    NetworkHealth now = shown.get();
    about.setText(text.get("health.about", now.step(), all.size(), now.batch(), now.images()));
    if (!fits(now)) {
      rebuild(now);
    }
    for (Row row : rows) {
      show(row, all, now);
    }
  }

  private boolean fits(NetworkHealth health) {
    return rows.stream()
        .map(row -> row.layerIndex() + row.title())
        .toList()
        .equals(health.layers().stream().map(one -> one.layerIndex() + one.title()).toList());
  }

  private void rebuild(NetworkHealth health) {
    rows.clear();
    grid.getChildren().clear();
    for (int i = 0; i < COLUMNS.size(); i++) {
      Label heading = new Label(text.get("health." + COLUMNS.get(i)));
      heading.getStyleClass().add("network-heading");
      heading.setTooltip(new Tooltip(text.get("health." + COLUMNS.get(i) + ".tip")));
      grid.add(heading, i, 0);
    }
    for (LayerHealth layer : health.layers()) {
      Row row =
          new Row(
              layer.layerIndex(),
              layer.title(),
              new Label(),
              chart("weights"),
              chart("gradients"),
              chart("activations"),
              new BandChart(true));
      row.update().setUsualRange(USUAL_LOW, USUAL_HIGH);
      row.update().setOnHover(point -> read(point.map(this::ratio)));
      row.update().setId("update-" + layer.layerIndex());
      row.activations().setId("activations-" + layer.layerIndex());
      row.idle().setId("idle-" + layer.layerIndex());
      Label name =
          new Label(text.get("name", layer.layerIndex() + 1, layerWords.title(layer.title())));
      name.getStyleClass().add("network-name");
      name.setWrapText(true);
      row.idle().setWrapText(true);
      row.idle().getStyleClass().add("network-activation");
      VBox names = new VBox(name, row.idle());
      names.getStyleClass().addAll("network-names", "health-names");
      List<Node> cells = new ArrayList<>(List.of(names));
      cells.addAll(row.charts());
      for (int i = 0; i < cells.size(); i++) {
        grid.add(cells.get(i), i, rows.size() + 1);
      }
      rows.add(row);
    }
  }

  private BandChart chart(String what) {
    BandChart chart = new BandChart(false);
    chart.setOnHover(point -> read(point.map(some -> quantiles(what, some))));
    return chart;
  }

  private void read(Optional<String> words) {
    readout.setText(words.orElse(""));
  }

  private String quantiles(String what, BandChart.Point point) {
    double[] values = point.values();
    return text.get(
        "health.quantiles",
        text.get("health." + what),
        (long) point.x(),
        HealthWords.number(values[0]),
        HealthWords.number(values[1]),
        HealthWords.number(values[2]),
        HealthWords.number(values[3]),
        HealthWords.number(values[4]));
  }

  private String ratio(BandChart.Point point) {
    return text.get("health.ratio", (long) point.x(), HealthWords.number(point.median()));
  }

  private void show(Row row, List<NetworkHealth> all, NetworkHealth now) {
    row.weights().show(bands(all, row.layerIndex(), LayerHealth::weights));
    row.gradients().show(bands(all, row.layerIndex(), LayerHealth::gradients));
    row.activations().show(bands(all, row.layerIndex(), layer -> Optional.of(layer.activations())));
    row.update()
        .show(
            points(
                all,
                row.layerIndex(),
                (step, layer) ->
                    layer.updateRatio().map(ratio -> new BandChart.Point(step, ratio))));
    row.charts().forEach(chart -> chart.mark(OptionalDouble.of((double) now.step())));
    row.idle()
        .setText(
            now.layer(row.layerIndex())
                .map(layer -> new HealthWords().idle(layer, now.images()))
                .orElse(""));
  }

  private interface PointOf {
    Optional<BandChart.Point> of(long step, LayerHealth layer);
  }

  private static List<BandChart.Point> points(List<NetworkHealth> all, int index, PointOf maker) {
    return all.stream()
        .flatMap(
            health -> health.layer(index).flatMap(layer -> maker.of(health.step(), layer)).stream())
        .toList();
  }

  private static List<BandChart.Point> bands(
      List<NetworkHealth> all, int index, Function<LayerHealth, Optional<Distribution>> part) {
    return points(
        all,
        index,
        (step, layer) ->
            part.apply(layer)
                .map(
                    spread ->
                        new BandChart.Point(
                            step,
                            spread.quantile(1),
                            spread.quantile(2),
                            spread.quantile(3),
                            spread.quantile(4),
                            spread.quantile(5))));
  }
}
