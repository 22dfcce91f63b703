package digitscope.ui.shell;

import digitscope.ui.fx.TextSize;
import javafx.beans.property.ObjectProperty;
import javafx.event.EventHandler;
import javafx.scene.input.KeyEvent;

/**
 * The keys that change the size of the text, beside those in the menu: on many keyboards plus is a
 * shifted key, which JavaFX calls by its other sign, and the number pad has keys of its own.
 */
final class TextSizeKeys implements EventHandler<KeyEvent> {
  private final ObjectProperty<TextSize> size;

  TextSizeKeys(ObjectProperty<TextSize> size) {
    this.size = size;
  }

  @Override
  public void handle(KeyEvent event) {
    if (event.isShortcutDown() && !event.isAltDown()) {
      switch (event.getCode()) {
        case EQUALS, ADD -> change(event, size.get().larger());
        case SUBTRACT -> change(event, size.get().smaller());
        case NUMPAD0 -> change(event, TextSize.NORMAL);
        default -> {}
      }
    }
  }

  private void change(KeyEvent event, TextSize wanted) {
    size.set(wanted);
    event.consume();
  }
}
