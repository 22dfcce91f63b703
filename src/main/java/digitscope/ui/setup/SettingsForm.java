package digitscope.ui.setup;

import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Settings one below the other: each has a label, a control, a line that explains it, and, when a
 * value is refused, the reason right there.
 */
final class SettingsForm extends VBox {
  private final Messages messages;
  private final List<Runnable> refreshers = new ArrayList<>();

  /**
   * @param messages has {@code KEY} for the label of each setting and {@code KEY.help} for its
   *     explanation
   */
  SettingsForm(Messages messages) {
    this.messages = messages;
    getStyleClass().add("settings-form");
  }

  /** Shows what is in force. */
  void refresh() {
    refreshers.forEach(Runnable::run);
  }

  /** Adds a whole number. */
  void integer(String key, Supplier<Integer> current, Consumer<Integer> apply) {
    number(key, NumberFormats.integer(messages), current, apply);
  }

  /** Adds a whole number of any size. */
  void wholeNumber(String key, Supplier<Long> current, Consumer<Long> apply) {
    number(key, NumberFormats.wholeNumber(messages), current, apply);
  }

  /** Adds a number. */
  void real(String key, Supplier<Double> current, Consumer<Double> apply) {
    number(key, NumberFormats.real(messages), current, apply);
  }

  /** Adds a choice among values. */
  <E> void choice(
      String key,
      List<E> values,
      Function<E, String> name,
      Supplier<E> current,
      Consumer<E> apply) {
    ComboBox<E> box = new ComboBox<>();
    box.getItems().setAll(values);
    box.setConverter(new Names<>(name));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setValue(current.get());
    Consumer<@Nullable String> showReason = addRow(key, box);
    box.setOnAction(
        event -> {
          E chosen = box.getValue();
          if (chosen == null || chosen.equals(current.get())) {
            return;
          }
          try {
            apply.accept(chosen);
            showReason.accept(null);
          } catch (IllegalArgumentException e) {
            showReason.accept(e.getMessage());
            box.setValue(current.get());
          }
        });
    refreshers.add(() -> box.setValue(current.get()));
  }

  private <N extends Number> void number(
      String key, NumberField.Format<N> format, Supplier<N> current, Consumer<N> apply) {
    Reason reason = new Reason();
    NumberField<N> field = new NumberField<>(format, current, apply, reason::show);
    addRow(key, field, reason);
    refreshers.add(field::refresh);
  }

  private Consumer<@Nullable String> addRow(String key, Control control) {
    Reason reason = new Reason();
    addRow(key, control, reason);
    return reason::show;
  }

  private void addRow(String key, Control control, Reason reason) {
    Label label = new Label(messages.get(key));
    label.getStyleClass().add("setting-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(control);
    control.setId("setup-" + key);
    control.getStyleClass().add("setting-control");
    HBox.setHgrow(control, Priority.NEVER);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(label, gap, control);
    line.getStyleClass().add("setting-line");
    Node explanation = explanation(key, control);
    VBox row = new VBox(line, explanation, reason);
    row.getStyleClass().add("setting");
    getChildren().add(row);
  }

  private Node explanation(String key, Control control) {
    Label help = new Label(messages.get(key + ".help"));
    help.getStyleClass().addAll("setting-help", "text-small", "text-muted");
    help.setWrapText(true);
    help.setMinHeight(Region.USE_PREF_SIZE);
    control.setTooltip(new Tooltip(help.getText()));
    control.setAccessibleHelp(help.getText());
    return help;
  }

  /** Why a value was refused; takes no room otherwise. */
  private static final class Reason extends Label {
    Reason() {
      getStyleClass().add("setting-reason");
      setWrapText(true);
      setMinHeight(Region.USE_PREF_SIZE);
      show(null);
    }

    void show(@Nullable String reason) {
      setText(reason == null ? "" : Character.toUpperCase(reason.charAt(0)) + reason.substring(1));
      setVisible(reason != null);
      setManaged(reason != null);
    }
  }

  private static final class Names<E> extends StringConverter<E> {
    private final Function<E, String> name;

    Names(Function<E, String> name) {
      this.name = name;
    }

    @Override
    public String toString(@Nullable E value) {
      return value == null ? "" : name.apply(value);
    }

    @Override
    public E fromString(String text) {
      throw new UnsupportedOperationException("The box is not editable");
    }
  }
}
