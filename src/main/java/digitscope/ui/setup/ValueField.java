package digitscope.ui.setup;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * A field for a number or some numbers, which takes effect on Enter, on leaving it, and with the
 * arrow keys. What is refused goes back to what it was when the field is left.
 *
 * @param <V> kind of value
 */
final class ValueField<V> extends TextField {
  /** What a kind of value is in text. */
  interface Format<V> {
    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    V parse(String text);

    /** The shortest text that is read back equal. */
    String format(V value);

    /** The next number up or down; the same where steps make no sense. */
    V step(V value, int direction);

    /** What to enter instead of a value that was refused, in the format's own numbers. */
    String advice(IllegalArgumentException refused);
  }

  private final Format<V> format;
  private final Supplier<V> current;
  private final Consumer<V> apply;
  private final Consumer<@Nullable String> showReason;

  /** What the field says of the value in force. */
  private String shown = "";

  /**
   * @param current gives the value that is in force
   * @param apply takes a new one, or throws an IllegalArgumentException that says why not
   * @param showReason told why a value was refused, or null when one was taken
   */
  ValueField(
      Format<V> format,
      Supplier<V> current,
      Consumer<V> apply,
      Consumer<@Nullable String> showReason) {
    this.format = format;
    this.current = current;
    this.apply = apply;
    this.showReason = showReason;
    getStyleClass().addAll("number-field", "tabular");
    setOnAction(event -> commit());
    focusedProperty()
        .addListener(
            (observable, old, focused) -> {
              // A form that makes room for another one has nothing to say any more.
              if (!focused && getScene() != null) {
                commit();
                show();
              }
            });
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    textProperty()
        .addListener(
            (observable, old, text) -> {
              // Why the last value was refused is of no use while another is typed.
              if (isTyping()) {
                showReason.accept(null);
              }
            });
    show();
  }

  /** Whether the field is being edited, and so has more to undo than the setup. */
  boolean isTyping() {
    return isFocused() && !getText().equals(shown);
  }

  /** Shows the value that is in force, unless another is being typed. */
  void refresh() {
    if (!isTyping()) {
      show();
    }
  }

  private void show() {
    shown = format.format(current.get());
    setText(shown);
  }

  private void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
      step(event.getCode() == KeyCode.UP ? 1 : -1);
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      show();
      showReason.accept(null);
    }
  }

  private void step(int direction) {
    try {
      setText(format.format(format.step(format.parse(getText()), direction)));
    } catch (IllegalArgumentException e) {
      showReason.accept(format.advice(e));
      return;
    }
    commit();
  }

  private void commit() {
    if (getText().strip().equals(format.format(current.get()))) {
      return;
    }
    try {
      apply.accept(format.parse(getText()));
      showReason.accept(null);
      show();
      selectAll();
    } catch (IllegalArgumentException e) {
      showReason.accept(format.advice(e));
    }
  }
}
