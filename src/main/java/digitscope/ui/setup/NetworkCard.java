package digitscope.ui.setup;

import digitscope.config.Excess;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.io.Reason;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The layers from input to output: add, remove, reorder, edit. */
final class NetworkCard extends VBox {
  private static final PseudoClass DROP_TARGET = PseudoClass.getPseudoClass("drop-target");
  private static final int NONE = -1;

  private final SetupViewModel model;
  private final Messages messages;
  private final MenuButton presets = new MenuButton();
  private final Label input = new Label();
  private final Label total = new Label();
  private final Label reason = new Label();
  private final VBox stack = new VBox();
  private final List<LayerRow> rows = new ArrayList<>();
  private List<LayerKind> kinds = List.of();
  private int chosen = NONE;
  private int dragged = NONE;

  NetworkCard(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("network-card");
    getStyleClass().add("setup-card");
    stack.getStyleClass().add("layer-stack");
    stack.setId("layer-stack");
    input.getStyleClass().addAll("text-small", "text-muted", "tabular");
    total.getStyleClass().addAll("layer-total", "tabular");
    total.setId("network-parameters");
    reason.getStyleClass().add("setting-reason");
    reason.setId("network-reason");
    reason.setWrapText(true);
    reason.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(menus(), input, stack, total, reason);
    model.setupProperty().addListener((observable, old, setup) -> show());
    model.runningProperty().addListener((observable, old, now) -> show());
    show();
  }

  private HBox menus() {
    presets.setId("network-presets");
    presets.getStyleClass().add("small");
    presets.setTooltip(new Tooltip(messages.get("network.preset.help")));
    presets.setAccessibleHelp(messages.get("network.preset.help"));
    for (String name : model.presets()) {
      presets.getItems().add(preset(name));
    }
    MenuButton add = new MenuButton(messages.get("network.add"), new FontIcon("mdi2p-plus"));
    add.setId("network-add");
    add.setMinWidth(Region.USE_PREF_SIZE);
    add.getStyleClass().add("small");
    for (LayerKind kind : LayerKind.values()) {
      MenuItem item = new MenuItem(messages.get("kind." + kind), new FontIcon(kind.icon()));
      item.setId("add-" + kind);
      item.setOnAction(event -> add(kind));
      add.getItems().add(item);
    }
    Region spring = new Region();
    HBox.setHgrow(spring, Priority.ALWAYS);
    HBox menus = new HBox(presets, spring, add);
    menus.getStyleClass().add("setup-buttons");
    return menus;
  }

  private MenuItem preset(String name) {
    Label title = new Label(name);
    title.getStyleClass().add("preset-title");
    Label description = new Label(messages.get("preset." + name));
    description.getStyleClass().addAll("text-small", "text-muted");
    CustomMenuItem item = new CustomMenuItem(new VBox(title, description));
    item.setId("preset-" + name);
    item.setOnAction(event -> model.usePreset(name));
    return item;
  }

  private void show() {
    Setup setup = model.setup();
    List<LayerSpec> layers = setup.config().network().layers();
    List<LayerKind> changed = layers.stream().map(LayerKind::of).toList();
    if (!changed.equals(kinds)) {
      rebuild(changed);
    }
    for (int i = 0; i < rows.size(); i++) {
      Optional<LayerSummary> summary =
          setup.layers().isEmpty() ? Optional.empty() : Optional.of(setup.layers().get(i));
      int number = i + 1;
      rows.get(i).show(layers.get(i), summary);
      rows.get(i).setFaulty(setup.problem().filter(p -> p.layerNumber() == number).isPresent());
    }
    presets.setText(activePreset());
    input.setText(messages.get("network.input", model.imageShape().toString()));
    total.setText(
        setup.statistics() == 0
            ? messages.get("network.total", setup.parameters())
            : messages.get("network.total.statistics", setup.parameters(), setup.statistics()));
    showReason(
        setup
            .problem()
            .map(InvalidNetworkException::getMessage)
            .or(() -> Excess.ofLayers(setup.config()))
            .orElse(null));
  }

  private String activePreset() {
    return model
        .activePreset()
        .map(
            active ->
                messages.get(
                    active.isEdited() ? "network.preset.edited" : "network.preset.active",
                    active.name()))
        .orElseGet(() -> messages.get("network.preset.active", model.config().name()));
  }

  private void rebuild(List<LayerKind> changed) {
    kinds = changed;
    rows.clear();
    chosen = chosen < changed.size() ? chosen : NONE;
    for (int i = 0; i < changed.size(); i++) {
      rows.add(row(i, changed.get(i)));
    }
    stack.getChildren().setAll(rows);
    choose(chosen);
  }

  private LayerRow row(int index, LayerKind kind) {
    SettingsForm form =
        new LayerForm(messages, layer -> model.setLayer(index, layer))
            .create(() -> model.config().network().layers().get(index));
    LayerRow row =
        new LayerRow(
            messages,
            kind,
            form,
            new LayerRow.Actions() {
              @Override
              public void move(int direction) {
                NetworkCard.this.move(index, index + direction);
              }

              @Override
              public void remove() {
                NetworkCard.this.remove(index);
              }
            });
    row.setId("layer-" + (index + 1));
    row.setFocusTraversable(true);
    row.setAccessibleText(messages.get("kind." + kind));
    row.head()
        .setOnMouseClicked(
            event -> {
              row.requestFocus();
              choose(chosen == index ? NONE : index);
            });
    row.addEventHandler(KeyEvent.KEY_PRESSED, event -> onKey(event, row, index));
    makeDraggable(row, index);
    return row;
  }

  private void onKey(KeyEvent event, LayerRow row, int index) {
    if (!row.isFocused()) {
      return;
    }
    KeyCode code = event.getCode();
    if (code == KeyCode.ENTER || code == KeyCode.SPACE) {
      choose(chosen == index ? NONE : index);
    } else if (code == KeyCode.DELETE) {
      remove(index);
    } else if (event.isAltDown() && code == KeyCode.UP) {
      move(index, index - 1);
    } else if (event.isAltDown() && code == KeyCode.DOWN) {
      move(index, index + 1);
    } else if (code == KeyCode.UP && index > 0) {
      rows.get(index - 1).requestFocus();
    } else if (code == KeyCode.DOWN && index + 1 < rows.size()) {
      rows.get(index + 1).requestFocus();
    } else {
      return;
    }
    event.consume();
  }

  private void makeDraggable(LayerRow row, int index) {
    row.head()
        .setOnDragDetected(
            event -> {
              ClipboardContent content = new ClipboardContent();
              content.putString(model.config().network().layers().get(index).title());
              row.startDragAndDrop(TransferMode.MOVE).setContent(content);
              dragged = index;
              event.consume();
            });
    row.setOnDragOver(
        event -> {
          if (dragged != NONE) {
            event.acceptTransferModes(TransferMode.MOVE);
            row.pseudoClassStateChanged(DROP_TARGET, dragged != index);
          }
          event.consume();
        });
    row.setOnDragExited(event -> row.pseudoClassStateChanged(DROP_TARGET, false));
    row.setOnDragDropped(event -> drop(event, index));
    row.setOnDragDone(event -> dragged = NONE);
  }

  private void drop(DragEvent event, int index) {
    int from = dragged;
    dragged = NONE;
    event.setDropCompleted(from != NONE);
    event.consume();
    if (from != NONE) {
      move(from, index);
    }
  }

  private void add(LayerKind kind) {
    List<LayerSpec> layers = model.config().network().layers();
    int index = chosen == NONE ? kind.placeIn(layers) : kind.placeBehind(chosen, layers);
    attempt(
        "add",
        () -> {
          model.addLayer(index, kind.initial());
          choose(index);
        });
  }

  private void remove(int index) {
    attempt(
        "remove",
        () -> {
          model.removeLayer(index);
          choose(NONE);
        });
  }

  private void move(int from, int to) {
    if (from == to || to < 0 || to >= rows.size()) {
      return;
    }
    attempt(
        "move",
        () -> {
          model.moveLayer(from, to);
          choose(chosen == from ? to : NONE);
          rows.get(to).requestFocus();
        });
  }

  /**
   * @param what is changed, as its key ends
   */
  private void attempt(String what, Runnable change) {
    try {
      change.run();
    } catch (InvalidNetworkException e) {
      showReason(messages.get("network.refused." + what, Reason.of(e)));
    }
  }

  private void choose(int index) {
    chosen = index;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).setChosen(i == index);
    }
  }

  private void showReason(@Nullable String text) {
    reason.setText(text == null ? "" : text);
    reason.setVisible(text != null);
    reason.setManaged(text != null);
  }
}
