package digitscope.ui.network;

import digitscope.network.LayerCost;
import digitscope.probe.LayerTimes;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What is inside the layer that is chosen, and what computes it and why. */
final class LayerInspector extends VBox {
  private final Messages text = Messages.of("network");
  private final LayerWords layerWords = new LayerWords();
  private final Amounts amounts = new Amounts();
  private final NetworkPageViewModel model;

  LayerInspector(NetworkPageViewModel model) {
    this.model = model;
    getStyleClass().addAll("map-side", "layer-inspector");
    show();
  }

  /** Shows the layer that is chosen now. */
  void show() {
    List<Node> nodes = new ArrayList<>();
    Optional<MappedLayer> chosen = model.selected();
    if (chosen.isEmpty()) {
      nodes.add(line(text.get("inside.advice"), "text-muted"));
    } else {
      add(chosen.get(), nodes);
    }
    model
        .timesProperty()
        .get()
        .ifPresent(
            times ->
                nodes.add(line(text.get("measured", times.batch(), times.passes()), "text-muted")));
    getChildren().setAll(nodes);
  }

  private void add(MappedLayer layer, List<Node> nodes) {
    String title =
        text.get(
            "name", layer.summary().number(), layerWords.title(layer.summary().spec().title()));
    nodes.add(HelpButton.beside(line(title, "map-inspector-title"), HelpTopic.LAYER_DETAIL));
    nodes.add(
        line(
            text.get("inside.shapes", layer.summary().input(), layer.summary().output()),
            "tabular"));
    nodes.add(heading("inside.parts"));
    for (LayerCost.Part part : layer.cost().parts()) {
      nodes.add(part(part));
    }
    nodes.add(heading("inside.memory"));
    nodes.add(
        line(
            text.get(
                "inside.memory.text",
                amounts.bytes(layer.cost().parameterBytes()),
                amounts.bytes(layer.cost().outputBytes())),
            "tabular"));
    addBlocks(layer, nodes);
    if (layer.summary().spec().hasFilters()) {
      Button maps = new Button(text.get("inside.maps"));
      maps.setOnAction(event -> model.showMaps());
      Button filters = new Button(text.get("inside.filters"));
      filters.setOnAction(event -> model.showFilters());
      HBox links = new HBox(maps, filters);
      links.getStyleClass().add("layer-links");
      nodes.add(links);
    }
  }

  private void addBlocks(MappedLayer layer, List<Node> nodes) {
    if (layer.blocks().isEmpty()) {
      if (layer.summary().spec().copies() && model.timesProperty().get().isPresent()) {
        nodes.add(heading("inside.computed"));
        nodes.add(line(text.get("inside.nothing"), "text-small"));
      }
      return;
    }
    nodes.add(heading("inside.computed"));
    for (LayerTimes.Block block : layer.blocks()) {
      nodes.add(line(layerWords.title(block.title()), "layer-part"));
      nodes.add(
          line(
              text.get(
                  "inside.block",
                  text.get("backend." + block.backend()),
                  block.why(),
                  amounts.time(block.forwardNanos()),
                  amounts.time(block.backwardNanos())),
              "text-small"));
    }
  }

  private Node part(LayerCost.Part part) {
    String numbers =
        part.multiplyAdds() == 0 && part.parameters() == 0
            ? text.get("inside.part.plain", part.output())
            : text.get(
                "inside.part",
                part.output(),
                amounts.exact(part.parameters()),
                amounts.exact(part.multiplyAdds()));
    String title =
        part.branch() == LayerCost.Branch.SHORTCUT
            ? text.get("inside.shortcut", layerWords.title(part.title()))
            : layerWords.title(part.title());
    return new VBox(line(title, "layer-part"), line(numbers, "text-small"));
  }

  private Label heading(String key) {
    return line(text.get(key), "layer-heading");
  }

  private static Label line(String words, String styleClass) {
    Label label = new Label(words);
    label.setWrapText(true);
    label.getStyleClass().addAll("tabular", styleClass);
    return label;
  }
}
