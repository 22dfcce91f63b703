package digitscope.nn;

import org.jspecify.annotations.Nullable;

/** One way to compute a layer, or several in a row as one. */
@FunctionalInterface
public interface Implementation {
  /**
   * Prepares both passes on the arrays of one {@link Execution}.
   *
   * @param binding the input of the first layer, the output of the last, and the parameters of the
   *     first
   * @param gradients likewise; absent where nothing goes backward
   */
  Passes prepare(Binding binding, Binding.@Nullable Gradients gradients);

  /** Whether the gradient for the input may take the place of that for the output. */
  default boolean canShareGradients() {
    return false;
  }
}
