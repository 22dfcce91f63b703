package digitscope.ui.setup;

import static java.util.stream.Collectors.joining;

import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.scene.layout.VBox;

/**
 * A choice among kinds of a specification, each with parameters of its own below it. Those that are
 * rarely changed are folded away.
 *
 * @param <S> what all kinds have in common
 */
final class SpecForm<S> extends VBox {
  /** Knows the parameters of each kind. */
  interface Parameters<S> {
    /** Adds those of the kind that {@code current} is of. */
    void addTo(SpecForm<S> form, S current);
  }

  private final Messages messages;
  private final Parameters<S> parameters;
  private final Supplier<S> current;
  private final Consumer<S> apply;
  private final BooleanProperty advancedShown;
  private final SettingsForm choice;
  private final List<Supplier<String>> advancedValues = new ArrayList<>();
  private SettingsForm details;
  private SettingsForm advanced;
  private Optional<FoldingSection> section = Optional.empty();
  private String shownKind = "";

  /**
   * @param key of the choice in the messages, and before {@code .} and a kind's class for its name
   * @param initial one of each kind, as it is when it is chosen
   * @param advancedShown whether parameters are unfolded that are rarely changed
   */
  SpecForm(
      Messages messages,
      String key,
      List<S> initial,
      Parameters<S> parameters,
      Supplier<S> current,
      Consumer<S> apply,
      BooleanProperty advancedShown) {
    this.messages = messages;
    this.parameters = parameters;
    this.current = current;
    this.apply = apply;
    this.advancedShown = advancedShown;
    choice = new SettingsForm(messages);
    details = SettingsForm.terse(messages);
    advanced = SettingsForm.terse(messages);
    getStyleClass().add("settings-form");
    choice.choice(
        key,
        initial.stream().map(SpecForm::kind).toList(),
        kind -> messages.get(key + "." + kind),
        () -> kind(current.get()),
        kind -> apply.accept(ofKind(initial, kind)));
    getChildren().addAll(choice, details);
    refresh();
  }

  /** Shows what is in force. */
  void refresh() {
    String kind = kind(current.get());
    if (!kind.equals(shownKind)) {
      shownKind = kind;
      rebuild();
    }
    choice.refresh();
    details.refresh();
    section.ifPresent(FoldingSection::refresh);
  }

  private void rebuild() {
    section.ifPresent(old -> old.expandedProperty().unbindBidirectional(advancedShown));
    section = Optional.empty();
    advancedValues.clear();
    details = SettingsForm.terse(messages);
    advanced = SettingsForm.terse(messages);
    parameters.addTo(this, current.get());
    getChildren().setAll(choice);
    if (!details.getChildren().isEmpty()) {
      getChildren().add(details);
    }
    if (!advanced.getChildren().isEmpty()) {
      getChildren().add(folded(advanced));
    }
  }

  private FoldingSection folded(SettingsForm form) {
    FoldingSection folded =
        new FoldingSection(
            messages.get("section.advanced"),
            form,
            form::refresh,
            () -> advancedValues.stream().map(Supplier::get).collect(joining(", ")));
    folded.setId("section-advanced");
    folded.expandedProperty().bindBidirectional(advancedShown);
    section = Optional.of(folded);
    return folded;
  }

  /**
   * Adds a number.
   *
   * @param kind that has it
   * @param changed gives a specification with another value of it
   */
  <K extends S> void real(
      String key, Class<K> kind, Function<K, Double> value, BiFunction<K, Double, S> changed) {
    details.real(
        key,
        () -> value.apply(kind.cast(current.get())),
        v -> apply.accept(changed.apply(kind.cast(current.get()), v)));
  }

  /** Adds a number that is rarely changed, as {@link #real} does. */
  <K extends S> void advanced(
      String key, Class<K> kind, Function<K, Double> value, BiFunction<K, Double, S> changed) {
    Supplier<Double> now = () -> value.apply(kind.cast(current.get()));
    advancedValues.add(() -> ValueFormats.rounded(now.get()));
    advanced.real(key, now, v -> apply.accept(changed.apply(kind.cast(current.get()), v)));
  }

  /** Adds a whole number, as {@link #real} does. */
  <K extends S> void integer(
      String key, Class<K> kind, Function<K, Integer> value, BiFunction<K, Integer, S> changed) {
    details.integer(
        key,
        () -> value.apply(kind.cast(current.get())),
        v -> apply.accept(changed.apply(kind.cast(current.get()), v)));
  }

  /** Adds a part of the whole, as {@link #real} does. */
  <K extends S> void percent(
      String key, Class<K> kind, Function<K, Double> value, BiFunction<K, Double, S> changed) {
    details.measure(
        key,
        ValueFormats.percent(messages, 1),
        () -> value.apply(kind.cast(current.get())),
        v -> apply.accept(changed.apply(kind.cast(current.get()), v)));
  }

  private static String kind(Object spec) {
    return spec.getClass().getSimpleName();
  }

  private static <S> S ofKind(List<S> specs, String kind) {
    return specs.stream().filter(spec -> kind(spec).equals(kind)).findFirst().orElseThrow();
  }
}
