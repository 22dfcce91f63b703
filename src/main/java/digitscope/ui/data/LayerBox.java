package digitscope.ui.data;

import digitscope.config.LayerSummary;
import digitscope.ui.control.ChoiceNames;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;

/**
 * Chooses what the map is of: the images themselves, or what a layer of the network makes of them.
 */
final class LayerBox extends ComboBox<Optional<LayerSummary>> {
  private final LayerWords layerWords = new LayerWords();
  private final MapViewModel map;
  private final Messages messages;
  private boolean isFollowing;

  LayerBox(MapViewModel map, Messages messages) {
    this.map = map;
    this.messages = messages;
    setId("data-map-layer");
    setTooltip(new Tooltip(messages.get("layer.help")));
    setAccessibleText(messages.get("layer.help"));
    setConverter(
        new ChoiceNames<>(
            layer -> layer.map(this::name).orElseGet(() -> messages.get("layer.pixels"))));
    valueProperty().addListener((property, before, now) -> choose(now));
    map.layersProperty().addListener(changed -> follow());
    map.layerProperty().addListener(changed -> follow());
    follow();
  }

  /** What a layer is called. */
  String name(LayerSummary layer) {
    return messages.get("layer.name", layer.number(), layerWords.title(layer.spec().title()));
  }

  private void choose(Optional<LayerSummary> wanted) {
    if (!isFollowing && wanted != null) {
      map.layerProperty().set(wanted);
    }
  }

  private void follow() {
    isFollowing = true;
    List<Optional<LayerSummary>> offered = new ArrayList<>(List.of(Optional.empty()));
    map.layersProperty().get().forEach(layer -> offered.add(Optional.of(layer)));
    if (!offered.equals(getItems())) {
      getItems().setAll(offered);
    }
    setValue(map.layerProperty().get());
    setDisable(offered.size() == 1);
    isFollowing = false;
  }
}
