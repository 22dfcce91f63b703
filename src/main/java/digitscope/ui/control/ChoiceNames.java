package digitscope.ui.control;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The names of what a box offers to choose from, for a box that cannot be typed in. */
public final class ChoiceNames<T> extends StringConverter<T> {
  private final Function<T, String> name;

  public ChoiceNames(Function<T, String> name) {
    this.name = name;
  }

  /** The name; empty while nothing is chosen. */
  @Override
  public String toString(@Nullable T choice) {
    return choice == null ? "" : name.apply(choice);
  }

  @Override
  public T fromString(String text) {
    throw new UnsupportedOperationException("One is chosen, not typed");
  }
}
