package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Something that the user can do: one name, icon, shortcut and deed for menu and button. */
final class AppAction {
  private final String id;
  private final StringProperty text = new SimpleStringProperty();
  private final StringProperty icon = new SimpleStringProperty();
  private final BooleanProperty disabled = new SimpleBooleanProperty();
  private final String help;
  private final @Nullable KeyCombination shortcut;
  private final Runnable deed;

  /**
   * @param messages has {@code action.ID} and {@code action.ID.help}
   * @param icon code of an icon, or nothing
   * @param shortcut such as {@code "Shortcut+O"}, or nothing
   */
  AppAction(Messages messages, String id, String icon, String shortcut, Runnable deed) {
    this.id = id;
    this.text.set(messages.get("action." + id));
    this.icon.set(icon);
    this.help = messages.get("action." + id + ".help");
    this.shortcut = shortcut.isEmpty() ? null : KeyCombination.valueOf(shortcut);
    this.deed = deed;
  }

  String id() {
    return id;
  }

  StringProperty textProperty() {
    return text;
  }

  StringProperty iconProperty() {
    return icon;
  }

  BooleanProperty disabledProperty() {
    return disabled;
  }

  /** What it does, in a sentence. */
  String help() {
    return help;
  }

  /** How the shortcut is written, such as {@code "Ctrl+O"}; empty if there is none. */
  String shortcutText() {
    return shortcut == null ? "" : shortcut.getDisplayText();
  }

  /** Whether a key press asks for this. */
  boolean isShortcut(KeyEvent event) {
    return shortcut != null && shortcut.match(event);
  }

  void run() {
    if (!disabled.get()) {
      deed.run();
    }
  }

  MenuItem menuItem() {
    MenuItem item = menuItem(text.get());
    item.textProperty().bind(text);
    return item;
  }

  /** One with another text, where the menu that it is in says the rest. */
  MenuItem menuItem(String shorter) {
    MenuItem item = new MenuItem(shorter);
    item.setId("menu-" + id);
    item.disableProperty().bind(disabled);
    item.setAccelerator(shortcut);
    item.setOnAction(event -> run());
    if (!icon.get().isEmpty()) {
      item.setGraphic(graphic());
    }
    return item;
  }

  /** A button with icon and text. */
  Button button() {
    Button button = iconButton();
    button.textProperty().bind(text);
    return button;
  }

  /** A button with its icon only. */
  Button iconButton() {
    Button button = new Button();
    button.setId("action-" + id);
    button.setGraphic(graphic());
    button.disableProperty().bind(disabled);
    button.accessibleTextProperty().bind(text);
    button.setTooltip(tooltip());
    button.setOnAction(event -> run());
    return button;
  }

  private FontIcon graphic() {
    FontIcon graphic = new FontIcon(icon.get());
    icon.addListener((observable, old, code) -> graphic.setIconLiteral(code));
    return graphic;
  }

  private Tooltip tooltip() {
    Tooltip tooltip = new Tooltip();
    String suffix = shortcut == null ? "" : "  (" + shortcut.getDisplayText() + ")";
    tooltip.textProperty().bind(Bindings.concat(help, suffix));
    return tooltip;
  }
}
