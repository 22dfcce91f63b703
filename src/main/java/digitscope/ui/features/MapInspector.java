package digitscope.ui.features;

import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.MapGrid;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The selected map, enlarged, with what is known of it. */
final class MapInspector extends VBox {
  private static final double SIDE = 224;
  private static final double UNIT_SIDE = 56;

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
    shown.ifPresentOrElse(this::show, this::advise);
  }

  private void advise() {
    if (!getChildren().contains(advice)) {
      getChildren().setAll(advice);
    }
  }

  private void show(MapStack stack) {
    if (getChildren().contains(advice)) {
      getChildren()
          .setAll(HelpButton.beside(title, HelpTopic.MAP_DETAIL), picture, legend, numbers);
    }
    title.setText(
        readings.get("inspector.title", readings.name(stack, map), readings.title(stack)));
    // A unit is one color, which says something only beside the others of its layer.
    MapColors colors = stack.isVector() ? MapColors.of(stack) : MapColors.of(stack, map);
    picture.tileSideProperty().set(stack.isVector() ? UNIT_SIDE : SIDE);
    picture.setTiles(List.of(colors.tile(stack, map, "")));
    legend.show(colors);
    numbers.setText(stack.isVector() ? unitNumbers(stack) : mapNumbers(stack));
  }

  private String unitNumbers(MapStack stack) {
    return readings.get(
        "inspector.unit", readings.kind(stack), Readings.number(stack.value(map, 0, 0)));
  }

  private String mapNumbers(MapStack stack) {
    return readings.get(
        "inspector.map",
        readings.kind(stack),
        readings.range(stack.range(map)),
        Readings.number(stack.mean(map)),
        stack.zeros(map));
  }
}
