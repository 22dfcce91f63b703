package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.help.Shortcut;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** What is said of the program and its keys. */
final class Dialogs {
  private final Messages messages;

  Dialogs(Messages messages) {
    this.messages = messages;
  }

  /** Every action that has a shortcut, and the keys of the setup. */
  static List<Shortcut> shortcuts(List<AppAction> actions, Messages messages) {
    Stream<Shortcut> ofActions =
        actions.stream()
            .filter(action -> !action.shortcutText().isEmpty())
            .map(action -> new Shortcut(action.shortcutText(), action.textProperty().get()));
    Stream<Shortcut> ofSetup =
        Stream.of("layers", "move", "remove", "number")
            .map(
                key ->
                    new Shortcut(
                        messages.get("keys." + key + ".shortcut"), messages.get("keys." + key)));
    return Stream.concat(ofActions, ofSetup).toList();
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
}
