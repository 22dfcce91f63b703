package digitscope.ui.shell;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Keeps a switch whose shortcut is held down from going back and forth: a theme that is switched
 * twice is where it was.
 */
final class KeyRepeat {
  private final List<AppAction> switches;
  private Optional<KeyCode> down = Optional.empty();

  private KeyRepeat(List<AppAction> switches) {
    this.switches = switches;
  }

  /** Lets only the first press of each of the actions' shortcuts through to {@code root}. */
  static void suppress(Node root, List<AppAction> switches) {
    KeyRepeat repeat = new KeyRepeat(switches);
    root.addEventFilter(KeyEvent.KEY_PRESSED, repeat::press);
    root.addEventFilter(KeyEvent.KEY_RELEASED, event -> repeat.down = Optional.empty());
  }

  private void press(KeyEvent event) {
    boolean isRepeated = down.equals(Optional.of(event.getCode()));
    if (isRepeated && switches.stream().anyMatch(action -> action.isShortcut(event))) {
      event.consume();
    }
    down = Optional.of(event.getCode());
  }
}
