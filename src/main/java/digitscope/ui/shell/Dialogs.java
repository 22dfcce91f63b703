package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** The windows behind the Help menu. */
final class Dialogs {
  private final Messages messages;

  Dialogs(Messages messages) {
    this.messages = messages;
  }

  /** Shows every action that has a shortcut, and the keys of the set-up. */
  void showShortcuts(Window owner, List<AppAction> actions) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("shortcuts");
    for (AppAction action : actions) {
      if (!action.shortcutText().isEmpty()) {
        addShortcut(grid, action.textProperty().get(), action.shortcutText());
      }
    }
    for (String key : List.of("layers", "move", "remove", "number")) {
      addShortcut(grid, messages.get("keys." + key), messages.get("keys." + key + ".shortcut"));
    }
    show(owner, messages.get("action.shortcuts"), grid);
  }

  /** Says what the program is and what it is made of. */
  void showAbout(Window owner) {
    String version =
        Optional.ofNullable(Dialogs.class.getPackage().getImplementationVersion())
            .orElse(messages.get("about.unpackaged"));
    Label name = new Label(messages.get("about.name", version));
    name.getStyleClass().add("title-3");
    Label text = new Label(messages.get("about.text"));
    text.setWrapText(true);
    Label parts =
        new Label(
            messages.get(
                "about.parts",
                System.getProperty("java.version"),
                System.getProperty("javafx.version")));
    parts.getStyleClass().addAll("text-small", "text-muted");
    parts.setWrapText(true);
    VBox box = new VBox(name, text, parts);
    box.getStyleClass().add("about");
    show(owner, messages.get("action.about"), box);
  }

  private static void addShortcut(GridPane grid, String text, String keys) {
    Label label = new Label(keys);
    label.getStyleClass().add("key");
    grid.addRow(grid.getRowCount(), label, new Label(text));
  }

  private static void show(Window owner, String title, Node content) {
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner);
    dialog.setTitle(title);
    dialog.getDialogPane().setContent(content);
    dialog.getDialogPane().getButtonTypes().add(ButtonType.CLOSE);
    dialog.show();
  }
}
