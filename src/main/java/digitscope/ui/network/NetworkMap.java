package digitscope.ui.network;

import digitscope.config.LayerSummary;
import digitscope.config.Residual;
import digitscope.config.Shape;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The architecture from the image to the classes, one row a layer: its output as a drawing, and
 * what it costs. The row of layer 2, counted from 0, has the id {@code layer-2}.
 */
final class NetworkMap extends GridPane {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass WARNED = PseudoClass.getPseudoClass("warned");
  private static final double BAR = 48;
  private static final double TEXT = 92;
  private static final List<String> COLUMNS =
      List.of("layer", "output", "parameters", "multiplyAdds", "memory", "time", "backend");

  private final Messages text = Messages.of("network");
  private final LayerWords layerWords = new LayerWords();
  private final Amounts amounts = new Amounts();
  private final IntConsumer onSelect;
  private final BooleanProperty backendShown =
      new SimpleBooleanProperty(this, "backendShown", true);
  private final List<Region> rows = new ArrayList<>();
  private OptionalInt selected = OptionalInt.empty();
  private Set<Integer> warned = Set.of();

  /**
   * @param onSelect hears the index of the layer that is chosen
   */
  NetworkMap(IntConsumer onSelect) {
    this.onSelect = onSelect;
    setId("network-map");
    backendShown.addListener(changed -> showBackends());
    getStyleClass().add("network-map");
    ColumnConstraints glyph = new ColumnConstraints();
    getColumnConstraints().add(glyph);
    for (String name : COLUMNS) {
      ColumnConstraints column = new ColumnConstraints();
      boolean isText = name.equals("layer") || name.equals("backend");
      column.setHalignment(isText ? HPos.LEFT : HPos.RIGHT);
      column.setHgrow(name.equals("layer") ? Priority.ALWAYS : Priority.NEVER);
      getColumnConstraints().add(column);
    }
  }

  /** Shows these layers. */
  void show(Shape input, List<MappedLayer> layers) {
    rows.clear();
    getChildren().clear();
    for (int i = 0; i < COLUMNS.size(); i++) {
      Label heading = cell(text.get("column." + COLUMNS.get(i)), "network-heading");
      heading.setTooltip(new Tooltip(text.get("column." + COLUMNS.get(i) + ".tip")));
      add(heading, i + 1, 0);
    }
    add(glyph(input, input, layers, LayerGlyph.Flow.SOURCE), 0, 1);
    VBox name = new VBox(cell(text.get("input"), "network-name"));
    name.getStyleClass().add("network-names");
    add(name, 1, 1);
    add(cell(input.toString(), "tabular"), 2, 1);
    for (MappedLayer layer : layers) {
      addRow(input, layer, layers);
    }
    addTotals(layers);
    showBackends();
    select(selected);
    warn(warned);
  }

  /** Whether what computes a layer has a column; a narrow page has no room for it. */
  BooleanProperty backendShownProperty() {
    return backendShown;
  }

  private void showBackends() {
    showBackends(backendShown.get());
  }

  private void showBackends(boolean isShown) {
    for (Node node : getChildren()) {
      if (Objects.equals(getColumnIndex(node), COLUMNS.size())) {
        node.setVisible(isShown);
        node.setManaged(isShown);
      }
    }
  }

  /** Marks the row of a layer. */
  void select(OptionalInt index) {
    selected = index;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).pseudoClassStateChanged(SELECTED, index.equals(OptionalInt.of(i)));
    }
  }

  /** Marks the layers with which something is wrong. */
  void warn(Set<Integer> layers) {
    warned = layers;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).pseudoClassStateChanged(WARNED, layers.contains(i));
    }
  }

  /** Takes a picture of all columns, however narrow the page is, on which no row is marked. */
  <T> T whole(Supplier<T> picture) {
    OptionalInt before = selected;
    select(OptionalInt.empty());
    showBackends(true);
    setMinWidth(USE_PREF_SIZE);
    getScene().getRoot().applyCss();
    getScene().getRoot().layout();
    try {
      return picture.get();
    } finally {
      select(before);
      showBackends();
      setMinWidth(USE_COMPUTED_SIZE);
    }
  }

  private void addRow(Shape input, MappedLayer layer, List<MappedLayer> all) {
    int at = layer.index() + 2;
    Region row = row(layer);
    add(row, 0, at, COLUMNS.size() + 1, 1);
    rows.add(row);
    boolean isLast = layer.index() == all.size() - 1;
    LayerGlyph.Flow flow =
        isLast
            ? LayerGlyph.Flow.END
            : layer.summary().spec() instanceof Residual
                ? LayerGlyph.Flow.ADDED
                : LayerGlyph.Flow.THROUGH;
    LayerSummary summary = layer.summary();
    List<Node> cells =
        List.of(
            glyph(summary.output(), input, all, flow),
            name(summary),
            cell(summary.output().toString(), "tabular"),
            cell(none(summary.parameters()), "tabular"),
            measured(
                layer, all, one -> one.cost().multiplyAdds(), none(layer.cost().multiplyAdds())),
            cell(amounts.bytes(bytes(layer)), "tabular"),
            measured(layer, all, NetworkMap::wholeNanos, time(layer)),
            wrapped(cell(backend(layer), "network-backend")));
    for (int i = 0; i < cells.size(); i++) {
      cells.get(i).setMouseTransparent(true);
      add(cells.get(i), i, at);
    }
  }

  private Region row(MappedLayer layer) {
    Region row = new Region();
    row.setId("layer-" + layer.index());
    row.getStyleClass().add("network-row");
    row.setFocusTraversable(true);
    row.setAccessibleText(
        text.get(
            "row", layer.summary().number(), layerWords.title(layer.summary().spec().title())));
    row.setOnMouseClicked(
        event -> {
          row.requestFocus();
          onSelect.accept(layer.index());
        });
    row.setOnKeyPressed(event -> move(event, layer.index()));
    return row;
  }

  private void move(KeyEvent event, int from) {
    boolean isChoice = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
    int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
    int to = from + step;
    if ((isChoice || step != 0) && to >= 0 && to < rows.size()) {
      rows.get(to).requestFocus();
      onSelect.accept(to);
      event.consume();
    }
  }

  private void addTotals(List<MappedLayer> layers) {
    int at = layers.size() + 2;
    Region line = new Region();
    line.getStyleClass().add("network-total");
    add(line, 0, at, COLUMNS.size() + 1, 1);
    List<String> totals =
        List.of(
            text.get("total"),
            "",
            amounts.exact(sum(layers, layer -> layer.summary().parameters())),
            amounts.count(sum(layers, layer -> layer.cost().multiplyAdds())),
            amounts.bytes(sum(layers, NetworkMap::bytes)),
            isTimed(layers) ? amounts.time((double) sum(layers, NetworkMap::wholeNanos)) : "",
            "");
    for (int i = 0; i < totals.size(); i++) {
      add(cell(totals.get(i), "network-sum"), i + 1, at);
    }
  }

  private static boolean isTimed(List<MappedLayer> layers) {
    return layers.stream().anyMatch(layer -> layer.trainingNanos().isPresent());
  }

  private static long sum(List<MappedLayer> layers, ToLongFunction<MappedLayer> part) {
    return layers.stream().mapToLong(part).sum();
  }

  private static long wholeNanos(MappedLayer layer) {
    return Math.round(layer.trainingNanos().orElse(0));
  }

  private LayerGlyph glyph(
      Shape shape, Shape input, List<MappedLayer> layers, LayerGlyph.Flow flow) {
    List<Shape> all = new ArrayList<>(List.of(input));
    layers.forEach(layer -> all.add(layer.summary().output()));
    int side = 1;
    int vector = 1;
    for (Shape one : all) {
      if (one instanceof Shape.Maps maps) {
        side = Math.max(side, Math.max(maps.height(), maps.width()));
      } else {
        vector = Math.max(vector, one.size());
      }
    }
    return new LayerGlyph(shape, side, vector, flow);
  }

  private Node name(LayerSummary summary) {
    VBox name =
        new VBox(
            wrapped(
                cell(
                    text.get("name", summary.number(), layerWords.title(summary.spec().title())),
                    "network-name")));
    summary
        .spec()
        .lastActivation()
        .map(activation -> text.get("activation." + activation))
        .filter(words -> !words.isEmpty())
        .ifPresent(words -> name.getChildren().add(cell(words, "network-activation")));
    name.getStyleClass().add("network-names");
    return name;
  }

  /** A number, and below it a bar for its part of that of all layers. */
  private Node measured(
      MappedLayer layer, List<MappedLayer> all, ToLongFunction<MappedLayer> value, String words) {
    long total = sum(all, value);
    double part = total == 0 ? 0 : (double) value.applyAsLong(layer) / total;
    Region bar = new Region();
    bar.getStyleClass().add("network-bar");
    double width = part == 0 ? 0 : Math.max(1, BAR * part);
    bar.setMinWidth(width);
    bar.setMaxWidth(width);
    VBox cell = new VBox(cell(words, "tabular"), bar);
    cell.getStyleClass().add("network-measured");
    return cell;
  }

  private String none(long value) {
    return value == 0 ? text.get("none") : amounts.count(value);
  }

  private static long bytes(MappedLayer layer) {
    return layer.cost().parameterBytes() + layer.cost().outputBytes();
  }

  private String time(MappedLayer layer) {
    return layer.trainingNanos().isPresent()
        ? amounts.time(layer.trainingNanos().getAsDouble())
        : text.get("none");
  }

  private String backend(MappedLayer layer) {
    if (layer.computedWith().isPresent()) {
      return text.get("computedWith", layer.computedWith().getAsInt());
    }
    Optional<String> backends =
        layer.ownBlocks().stream()
            .map(block -> text.get("backend." + block.backend()))
            .distinct()
            .reduce((one, other) -> text.get("backends", one, other));
    return backends.orElse(text.get("none"));
  }

  /** Takes a second line where the window is narrow. */
  private static Label wrapped(Label label) {
    label.setWrapText(true);
    label.setMinWidth(TEXT);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  private static Label cell(String words, String styleClass) {
    Label label = new Label(words);
    label.getStyleClass().add(styleClass);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }
}
