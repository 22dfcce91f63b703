package digitscope.nn;

import org.jspecify.annotations.Nullable;

/**
 * What a layer does in an {@link Execution}.
 *
 * @param forward computes the output from the input
 * @param backward computes the gradients for the input and the parameters from the one for the
 *     output, after {@code forward}; absent where nothing goes backward
 */
record Passes(Runnable forward, @Nullable Runnable backward) {}
