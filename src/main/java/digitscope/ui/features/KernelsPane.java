package digitscope.ui.features;

import digitscope.probe.FeatureMaps.Kernels;
import digitscope.probe.LayerKernels;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The kernels of the selected map or unit: a picture for each map that it reads. */
final class KernelsPane extends VBox {
  private static final double SIDE = 30;
  private static final double UNIT_SIDE = 10;
  private static final double PIXELS_SIDE = 112;

  private final FeaturesViewModel features;
  private final Readings readings;
  private final Label title = new Label();
  private final MapGrid grid = new MapGrid();
  private final ScaleLegend legend = new ScaleLegend();

  KernelsPane(FeaturesViewModel features, Readings readings) {
    this.features = features;
    this.readings = readings;
    getStyleClass().add("kernels-pane");
    title.getStyleClass().add("map-section-kind");
    title.setWrapText(true);
    grid.setFocusTraversable(false);
    features.picture().kernelsProperty().addListener((property, before, now) -> show());
    features.selectedProperty().addListener((property, before, now) -> show());
    show();
  }

  private void show() {
    Optional<MapStack> shown = kernels();
    if (shown.isEmpty()) {
      getChildren().clear();
      return;
    }
    if (getChildren().isEmpty()) {
      getChildren().setAll(HelpButton.beside(title, HelpTopic.KERNELS), grid, legend);
    }
    MapStack stack = shown.get();
    boolean isOfPixels = stack.size() > 49;
    grid.tileSideProperty().set(stack.isVector() ? UNIT_SIDE : isOfPixels ? PIXELS_SIDE : SIDE);
    List<MapTile> tiles = MapColors.tiles(stack, true, map -> "");
    grid.setTiles(tiles);
    grid.setReadoutText(spot -> readings.spot(stack, spot.tile(), spot));
    legend.show(MapColors.of(stack));
    title.setText(readings.title(stack));
  }

  /** Those of the selected map, as a stack. */
  private Optional<MapStack> kernels() {
    return features
        .selectedProperty()
        .get()
        .flatMap(
            address -> {
              MapStack selected = features.stacksProperty().get().get(address.stack());
              return features
                  .picture()
                  .kernelsProperty()
                  .get()
                  .filter(known -> known.layerIndex() == selected.layerIndex())
                  .flatMap(known -> of(known, selected, address.map()));
            });
  }

  /** The last part of a layer gives its maps; a kernel of the first layer belongs to a filter. */
  private Optional<MapStack> of(LayerKernels known, MapStack selected, int map) {
    if (known.sets().isEmpty()) {
      return Optional.empty();
    }
    Kernels set = known.sets().get(known.sets().size() - 1);
    int filter = selected.kind() == MapStack.Kind.KERNELS ? map / set.inputs() : map;
    if (filter >= set.filters()) {
      return Optional.empty();
    }
    int size = set.inputs() * set.height() * set.width();
    return Optional.of(
        new MapStack(
            known.layerIndex(),
            MapStack.Kind.KERNELS,
            readings.get("kernels.title", set.inputs(), set.height(), set.width(), known.step()),
            set.inputs(),
            set.height(),
            set.width(),
            Arrays.copyOfRange(set.values(), filter * size, (filter + 1) * size)));
  }

  /** The pictures that are shown. */
  List<MapTile> tiles() {
    return getChildren().isEmpty() ? new ArrayList<>() : grid.tiles();
  }
}
