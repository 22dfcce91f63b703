package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** The windows behind the Help menu. */
final class Dialogs {
  private final Messages messages;

  Dialogs(Messages messages) {
    this.messages = messages;
  }

  /** Shows every action that has a shortcut, and the keys of the setup. */
  void showShortcuts(Window owner, List<AppAction> actions) {
    List<String[]> rows = new ArrayList<>();
    for (AppAction action : actions) {
      if (!action.shortcutText().isEmpty()) {
        rows.add(new String[] {action.shortcutText(), action.textProperty().get()});
      }
    }
    for (String key : List.of("layers", "move", "remove", "number")) {
      rows.add(
          new String[] {messages.get("keys." + key + ".shortcut"), messages.get("keys." + key)});
    }
    int half = (rows.size() + 1) / 2;
    HBox grid = new HBox(keys(rows.subList(0, half)), keys(rows.subList(half, rows.size())));
    grid.getStyleClass().add("shortcut-columns");
    OwnedDialog.open(owner, messages.get("action.shortcuts"), grid);
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
    OwnedDialog.open(owner, messages.get("action.about"), box);
  }

  private static GridPane keys(List<String[]> rows) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("shortcuts");
    for (String[] row : rows) {
      Label keys = new Label(row[0]);
      keys.getStyleClass().add("key");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      Label text = new Label(row[1]);
      text.setWrapText(true);
      grid.addRow(grid.getRowCount(), keys, text);
    }
    return grid;
  }
}
