package digitscope.nn;

import org.jspecify.annotations.Nullable;

/**
 * What a block does in an {@link Execution}.
 *
 * @param forward computes the output from the input; like {@code backward}, it may be a {@link
 *     Meeting}
 * @param backward computes the gradients for the input and the parameters from the one for the
 *     output, after {@code forward}; absent where nothing goes backward
 * @param imageInput takes images as they are instead of from the input's array, if the block can
 */
public record Passes(
    Runnable forward, @Nullable Runnable backward, @Nullable ImageInput imageInput) {
  /** Of a block that takes its input from the array. */
  public Passes(Runnable forward, @Nullable Runnable backward) {
    this(forward, backward, null);
  }
}
