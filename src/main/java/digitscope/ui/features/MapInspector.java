package digitscope.ui.features;

import digitscope.ui.control.MapGrid;
import digitscope.ui.control.MapTile;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The selected map, enlarged, with what is known of it. */
final class MapInspector extends VBox {
  private static final double SIDE = 224;

  private final Readings readings;
  private final Label title = new Label();
  private final Label numbers = new Label();
  private final Label advice = new Label();
  private final MapGrid picture = new MapGrid();
  private final ScaleLegend legend = new ScaleLegend();
  private Optional<MapStack> shown = Optional.empty();
  private int map;

  MapInspector(Readings readings) {
    this.readings = readings;
    getStyleClass().add("map-inspector");
    title.getStyleClass().add("map-inspector-title");
    title.setWrapText(true);
    numbers.getStyleClass().addAll("text-small", "tabular");
    advice.getStyleClass().addAll("text-muted", "text-small");
    advice.setWrapText(true);
    advice.setText(readings.get("inspector.advice"));
    picture.tileSideProperty().set(SIDE);
    picture.setFocusTraversable(false);
    picture.setReadoutText(spot -> shown.map(stack -> readings.spot(stack, map, spot)).orElse(""));
    getChildren().setAll(advice);
  }

  /** Shows a picture of a stack, or the advice to select one. */
  void show(List<MapStack> stacks, Optional<MapAddress> selected) {
    shown = selected.map(address -> stacks.get(address.stack()));
    map = selected.map(MapAddress::map).orElse(0);
    shown.ifPresentOrElse(this::show, () -> getChildren().setAll(advice));
  }

  private void show(MapStack stack) {
    if (getChildren().size() == 1) {
      getChildren().setAll(title, picture, legend, numbers);
    }
    title.setText(readings.get("inspector.title", readings.name(stack, map), stack.title()));
    MapColours colours = MapColours.of(stack, map);
    MapTile tile = colours.tile(stack, map, "");
    picture.setTiles(List.of(tile));
    legend.show(colours);
    numbers.setText(
        readings.get(
            "inspector.numbers",
            readings.kind(stack),
            readings.range(stack.range(map)),
            Readings.number(stack.mean(map)),
            stack.zeros(map)));
  }
}
