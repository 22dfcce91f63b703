package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.TextSize;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

final class TextSizeKeysTest {
  private final ObjectProperty<TextSize> size = new SimpleObjectProperty<>(TextSize.NORMAL);
  private final TextSizeKeys keys = new TextSizeKeys(size);

  @Test
  void plusIsHeardOnEveryKeyboard() {
    press(KeyCode.EQUALS, true, true);
    assertThat(size.get()).isEqualTo(TextSize.NORMAL.larger());
    press(KeyCode.ADD, true, false);
    assertThat(size.get()).isEqualTo(TextSize.NORMAL.larger().larger());
    press(KeyCode.SUBTRACT, true, false);
    assertThat(size.get()).isEqualTo(TextSize.NORMAL.larger());
    press(KeyCode.NUMPAD0, true, false);
    assertThat(size.get()).isEqualTo(TextSize.NORMAL);
  }

  @Test
  void typingChangesNothing() {
    press(KeyCode.EQUALS, false, false);
    press(KeyCode.A, true, false);
    assertThat(size.get()).isEqualTo(TextSize.NORMAL);
  }

  private void press(KeyCode code, boolean control, boolean shift) {
    keys.handle(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, control, false, false));
  }
}
