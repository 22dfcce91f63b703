package digitscope.ui.setup;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** One layer of the stack: what it is, what comes out of it, and, when chosen, its form. */
final class LayerRow extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass FAULTY = PseudoClass.getPseudoClass("faulty");

  /** What the user can do to a chosen layer. */
  interface Actions {
    void move(int direction);

    void remove();
  }

  private final LayerWords layerWords = new LayerWords();
  private final Messages messages;
  private final Label title = new Label();
  private final Label detail = new Label();
  private final Label shape = new Label();
  private final Label parameters = new Label();
  private final SettingsForm form;
  private final VBox editor;
  private final HBox head;

  LayerRow(Messages messages, LayerKind kind, SettingsForm form, Actions deeds) {
    this.messages = messages;
    this.form = form;
    getStyleClass().add("layer-row");
    title.getStyleClass().add("layer-title");
    detail.getStyleClass().addAll("text-small", "text-muted");
    shape.getStyleClass().addAll("layer-shape", "tabular");
    parameters.getStyleClass().addAll("text-small", "text-muted", "tabular");
    editor = new VBox(form, buttons(deeds));
    editor.getStyleClass().add("layer-editor");
    head = head(kind);
    getChildren().add(head);
  }

  /** The line that is always there, to click and to drag. */
  HBox head() {
    return head;
  }

  /**
   * Shows a layer of the kind that the row was made for.
   *
   * @param summary empty if the network does not fit
   */
  void show(LayerSpec layer, Optional<LayerSummary> summary) {
    String name = titleOf(layer);
    title.setText(Character.toUpperCase(name.charAt(0)) + name.substring(1));
    detail.setText(LayerLook.of(layer).detail().apply(messages));
    shape.setText(summary.map(s -> s.output().toString()).orElse(messages.get("network.unknown")));
    parameters.setText(
        summary.filter(s -> s.parameters() + s.statistics() > 0).map(this::countsOf).orElse(""));
    form.refresh();
  }

  private String countsOf(LayerSummary layer) {
    return layer.statistics() == 0
        ? messages.get("network.parameters", layer.parameters())
        : messages.get("network.parameters.statistics", layer.parameters(), layer.statistics());
  }

  void setChosen(boolean chosen) {
    pseudoClassStateChanged(CHOSEN, chosen);
    // What is not seen costs as much in each pulse as what is, so it stays out of the scene.
    getChildren().setAll(chosen ? List.of(head, editor) : List.of(head));
  }

  void setFaulty(boolean faulty) {
    pseudoClassStateChanged(FAULTY, faulty);
  }

  private HBox head(LayerKind kind) {
    FontIcon icon = new FontIcon(kind.icon());
    icon.getStyleClass().add("layer-icon");
    VBox what = new VBox(title, detail);
    HBox.setHgrow(what, Priority.ALWAYS);
    VBox result = new VBox(shape, parameters);
    result.getStyleClass().add("layer-result");
    result.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(icon, what, result);
    head.getStyleClass().add("layer-head");
    return head;
  }

  private HBox buttons(Actions deeds) {
    HBox buttons =
        new HBox(
            button("up", "mdi2a-arrow-up", () -> deeds.move(-1)),
            button("down", "mdi2a-arrow-down", () -> deeds.move(1)),
            spring(),
            button("remove", "mdi2d-delete-outline", deeds::remove));
    buttons.getStyleClass().add("layer-buttons");
    return buttons;
  }

  private Button button(String key, String icon, Runnable action) {
    Button button = new Button(messages.get("network." + key), new FontIcon(icon));
    button.setId("layer-" + key);
    button.getStyleClass().addAll("flat", "small");
    button.setTooltip(new Tooltip(messages.get("network." + key + ".help")));
    button.setOnAction(event -> action.run());
    return button;
  }

  private static Node spring() {
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    return spring;
  }

  /** The layer's title, except for those that may be too long for a row. */
  private String titleOf(LayerSpec layer) {
    return layer instanceof LayerSpec.Convolution conv
        ? messages.get(
            "title." + LayerKind.of(layer), conv.kernelHeight(), conv.kernelWidth(), conv.filters())
        : layerWords.title(layer.title());
  }
}
