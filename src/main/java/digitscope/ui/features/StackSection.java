package digitscope.ui.features;

import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapGrid.Spot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The pictures of one stack, with what they are, their shape and their color scale. */
final class StackSection extends VBox {
  /** Vectors up to this length have units large enough to be told apart and named. */
  private static final int SHORT_VECTOR = 24;

  private static final double NAMED_UNIT = 32;
  private static final double SMALL_UNIT = 14;

  /** Vectors from this length on would fill the page with larger units. */
  private static final int LONG_VECTOR = 256;

  private static final double SMALLEST_UNIT = 6;
  private static final double KERNEL_PART = 0.67;

  private final FeaturesViewModel model;
  private final Readings readings;
  private final int number;
  private final Label kind = new Label();
  private final Label range = new Label();
  private final ScaleLegend legend = new ScaleLegend();
  private final MapGrid grid = new MapGrid();
  private MapStack stack;
  private boolean isStale;

  /**
   * @param number of the stack among all
   */
  StackSection(FeaturesViewModel model, Readings readings, int number, MapStack stack) {
    this.model = model;
    this.readings = readings;
    this.number = number;
    this.stack = stack;
    getStyleClass().add("map-section");
    kind.getStyleClass().add("map-section-kind");
    range.getStyleClass().addAll("text-muted", "text-small", "tabular");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header = new HBox(kind, range, space, legend);
    header.getStyleClass().add("map-section-header");
    kind.setText(readings.get("section", readings.kind(stack), readings.shape(stack)));
    grid.accessibleTextProperty().bind(kind.textProperty());
    grid.setReadoutText(this::readout);
    grid.selectedProperty().addListener((property, before, now) -> select(now));
    getChildren().setAll(header, grid);
    show();
  }

  /** Place of the layer in the network, counted from 0. */
  int layerIndex() {
    return stack.layerIndex();
  }

  MapGrid grid() {
    return grid;
  }

  /** Whether this section can show {@code other} as it stands. */
  boolean fits(MapStack other) {
    return stack.resembles(other);
  }

  void setTileSide(double side) {
    grid.tileSideProperty().set(stack.isVector() ? unitSide() : mapSide(side));
  }

  private double mapSide(double side) {
    return stack.kind() == MapStack.Kind.KERNELS ? side * KERNEL_PART : side;
  }

  private double unitSide() {
    if (stack.count() <= SHORT_VECTOR) {
      return NAMED_UNIT;
    }
    return stack.count() < LONG_VECTOR ? SMALL_UNIT : SMALLEST_UNIT;
  }

  /** Takes a stack that is to be shown once the section is in view. */
  void take(MapStack taken) {
    stack = taken;
    isStale = true;
  }

  /** Whether a stack was taken that is not shown yet. */
  boolean isStale() {
    return isStale;
  }

  /** Shows the stack that was taken last. */
  void show() {
    isStale = false;
    boolean common = model.commonScaleProperty().get() || stack.isVector();
    MapColors colors = MapColors.of(stack);
    if (common) {
      legend.show(colors);
    } else {
      legend.showEach(
          colors,
          readings.get(colors.diverging() ? "scale.each.low" : "scale.zero"),
          readings.get("scale.each.high"));
    }
    range.setText(readings.range(stack.range()));
    List<String> classes = model.classNames();
    boolean last = stack.layerIndex() == model.lastLayer();
    grid.setTiles(
        MapColors.tiles(
            stack, common, map -> last ? Readings.className(classes, map) : Integer.toString(map)));
  }

  void markSelected(Optional<MapAddress> selected) {
    grid.selectedProperty()
        .set(
            selected
                .filter(address -> address.stack() == number)
                .map(address -> OptionalInt.of(address.map()))
                .orElse(OptionalInt.empty()));
  }

  private void select(OptionalInt map) {
    if (map.isPresent()) {
      model.selectedProperty().set(Optional.of(new MapAddress(number, map.getAsInt())));
    }
  }

  private String readout(Spot spot) {
    return readings.spot(stack, spot.tile(), spot);
  }
}
