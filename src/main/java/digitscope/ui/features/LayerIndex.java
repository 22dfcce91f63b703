package digitscope.ui.features;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.Button;
import javafx.scene.layout.FlowPane;

/** The layers by number and name; a click leads to one. */
final class LayerIndex extends FlowPane {
  private final Readings readings;
  private final IntConsumer open;
  private List<String> shown = List.of();

  /**
   * @param open is told the index of the layer that was clicked
   */
  LayerIndex(Readings readings, IntConsumer open) {
    this.readings = readings;
    this.open = open;
    getStyleClass().add("layer-index");
  }

  void show(List<MapStack> stacks) {
    List<Button> buttons = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int last = -1;
    for (MapStack stack : stacks) {
      if (stack.layerIndex() != last) {
        last = stack.layerIndex();
        int index = last;
        Button button = new Button(readings.get("layer", index + 1, readings.title(stack)));
        button.getStyleClass().addAll("small", "layer-index-entry");
        button.setOnAction(event -> open.accept(index));
        buttons.add(button);
        names.add(button.getText());
      }
    }
    if (!names.equals(shown)) {
      shown = names;
      getChildren().setAll(buttons);
    }
  }
}
