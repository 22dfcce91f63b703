package digitscope.ui.setup;

import digitscope.ui.control.ChoiceNames;
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
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.ToggleSwitch;
import org.jspecify.annotations.Nullable;

/**
 * Settings one below the other: each has a label, a control, a line that explains it, and, when a
 * value is refused, the reason right there.
 */
final class SettingsForm extends VBox {
  private final Messages messages;
  private final boolean explained;
  private final List<Runnable> refreshers = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();
  private Consumer<Boolean> onGesture = goesOn -> {};

  /**
   * @param messages has {@code KEY} for the label of each setting and {@code KEY.help} for its
   *     explanation
   */
  SettingsForm(Messages messages) {
    this(messages, true);
  }

  private SettingsForm(Messages messages, boolean explained) {
    this.messages = messages;
    this.explained = explained;
    getStyleClass().add("settings-form");
  }

  /** One whose explanations show only when asked for, by resting the mouse on a setting. */
  static SettingsForm terse(Messages messages) {
    SettingsForm form = new SettingsForm(messages, false);
    form.getStyleClass().add("terse-form");
    return form;
  }

  /** Shows what is in force, and nothing any more of values that were refused before. */
  void refresh() {
    reasons.forEach(reason -> reason.show(null));
    refreshers.forEach(Runnable::run);
  }

  /** Told when a slider begins to be dragged, and when that ends. */
  void setOnGesture(Consumer<Boolean> hearer) {
    onGesture = hearer;
  }

  /** Adds a whole number. */
  void integer(String key, Supplier<Integer> current, Consumer<Integer> apply) {
    value(key, ValueFormats.integer(messages), current, apply);
  }

  /**
   * Adds a whole number that may be left empty.
   *
   * @param prompt what an empty field stands for
   */
  void optional(
      String key, Supplier<String> prompt, Supplier<Integer> current, Consumer<Integer> apply) {
    Reason reason = reason();
    ValueField<Integer> field =
        new ValueField<>(ValueFormats.optional(messages), current, apply, reason::show);
    addRow(key, field, reason);
    refreshers.add(field::refresh);
    refreshers.add(() -> field.setPromptText(prompt.get()));
  }

  /** Adds a whole number of any size. */
  void wholeNumber(String key, Supplier<Long> current, Consumer<Long> apply) {
    value(key, ValueFormats.wholeNumber(messages), current, apply);
  }

  /** Adds a number. */
  void real(String key, Supplier<Double> current, Consumer<Double> apply) {
    value(key, ValueFormats.real(messages), current, apply);
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
    box.setConverter(new ChoiceNames<>(name));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setValue(current.get());
    Reason reason = reason();
    addRow(key, box, reason);
    box.setOnAction(
        event -> {
          E chosen = box.getValue();
          if (chosen == null || chosen.equals(current.get())) {
            return;
          }
          attempt(() -> apply.accept(chosen), reason);
          box.setValue(current.get());
        });
    refreshers.add(() -> box.setValue(current.get()));
  }

  /** Adds a number in a format of its own. */
  void measure(
      String key,
      ValueField.Format<Double> format,
      Supplier<Double> current,
      Consumer<Double> apply) {
    value(key, format, current, apply);
  }

  /** Adds a row of numbers, for which the field takes the whole width. */
  void list(String key, Supplier<List<Double>> current, Consumer<List<Double>> apply) {
    Reason reason = reason();
    ValueField<List<Double>> field =
        new ValueField<>(ValueFormats.list(messages), current, apply, reason::show);
    field.getStyleClass().add("list-field");
    field.setPromptText(messages.get(key + ".none"));
    Label label = label(key, field);
    VBox row = new VBox(label, field, explanation(key, field), reason);
    row.getStyleClass().add("setting");
    getChildren().add(row);
    refreshers.add(field::refresh);
  }

  /** Adds a switch. */
  void toggle(String key, Supplier<Boolean> current, Consumer<Boolean> apply) {
    ToggleSwitch toggle = new ToggleSwitch();
    Reason reason = reason();
    addRow(key, toggle, reason);
    toggle.setSelected(current.get());
    toggle
        .selectedProperty()
        .addListener(
            (observable, old, on) -> {
              if (!on.equals(current.get())) {
                attempt(() -> apply.accept(on), reason);
                toggle.setSelected(current.get());
              }
            });
    refreshers.add(() -> toggle.setSelected(current.get()));
  }

  /**
   * Adds a number with a slider beside its field.
   *
   * @param largest value at the right end of the slider; the field takes larger ones too
   * @param placesPerUnit places of the slider from one whole number to the next
   */
  void slider(
      String key,
      ValueField.Format<Double> format,
      double largest,
      double placesPerUnit,
      Supplier<Double> current,
      Consumer<Double> apply) {
    Reason reason = reason();
    ValueField<Double> field = new ValueField<>(format, current, apply, reason::show);
    Slider slider = new Slider(0, largest, Math.min(largest, current.get()));
    slider.setId("slide-" + key);
    slider.setBlockIncrement(1 / placesPerUnit);
    slider.setAccessibleText(messages.get(key));
    slider.getStyleClass().add("small");
    slider
        .valueChangingProperty()
        .addListener((observable, old, goesOn) -> onGesture.accept(goesOn));
    slider
        .valueProperty()
        .addListener(
            (observable, old, value) -> {
              // Showing the value that is in force is no wish to change it.
              if (value.doubleValue() != Math.min(largest, current.get())) {
                double places = Math.round(value.doubleValue() * placesPerUnit);
                attempt(() -> apply.accept(places / placesPerUnit), reason);
                field.refresh();
                slider.setValue(Math.min(largest, current.get()));
              }
            });
    Label label = label(key, field);
    label.getStyleClass().add("slider-label");
    HBox.setHgrow(slider, Priority.ALWAYS);
    HBox line = new HBox(label, slider, field);
    line.getStyleClass().addAll("setting-line", "slider-line");
    explain(key, field);
    slider.setTooltip(field.getTooltip());
    VBox row = new VBox(line, reason);
    row.getStyleClass().add("setting");
    getChildren().add(row);
    refreshers.add(field::refresh);
    refreshers.add(() -> slider.setValue(Math.min(largest, current.get())));
  }

  private static void attempt(Runnable change, Reason reason) {
    try {
      change.run();
      reason.show(null);
    } catch (IllegalArgumentException e) {
      reason.show(digitscope.io.Reason.of(e));
    }
  }

  private <V> void value(
      String key, ValueField.Format<V> format, Supplier<V> current, Consumer<V> apply) {
    Reason reason = reason();
    ValueField<V> field = new ValueField<>(format, current, apply, reason::show);
    addRow(key, field, reason);
    refreshers.add(field::refresh);
  }

  private void addRow(String key, Control control, Reason reason) {
    Label label = label(key, control);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(label, gap, control);
    line.getStyleClass().add("setting-line");
    VBox row = new VBox(line);
    if (explained) {
      row.getChildren().add(explanation(key, control));
    } else {
      explain(key, control);
    }
    row.getChildren().add(reason);
    row.getStyleClass().add("setting");
    getChildren().add(row);
  }

  private Label label(String key, Control control) {
    Label label = new Label(messages.get(key));
    label.getStyleClass().add("setting-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(control);
    control.setId("setup-" + key);
    control.getStyleClass().add("setting-control");
    return label;
  }

  private Node explanation(String key, Control control) {
    Label help = new Label(messages.get(key + ".help"));
    help.getStyleClass().addAll("setting-help", "text-small", "text-muted");
    help.setWrapText(true);
    help.setMinHeight(Region.USE_PREF_SIZE);
    explain(key, control);
    return help;
  }

  private void explain(String key, Control control) {
    String help = messages.get(key + ".help");
    control.setTooltip(new Tooltip(help));
    control.setAccessibleHelp(help);
  }

  private Reason reason() {
    Reason reason = new Reason();
    reasons.add(reason);
    return reason;
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
}
