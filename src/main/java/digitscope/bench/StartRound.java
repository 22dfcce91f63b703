package digitscope.bench;

import java.util.OptionalLong;

/**
 * One launch of the program and one of an empty window, in turn.
 *
 * @param windowNanos from the launch to the painted window
 * @param emptyWindowNanos the same for the empty window
 * @param firstStepNanos from the painted window, when Train is pressed, to the first training step
 * @param accuracyNanos from the launch to a test accuracy of 97 %, if that was waited for
 */
public record StartRound(
    long windowNanos, long emptyWindowNanos, long firstStepNanos, OptionalLong accuracyNanos) {
  /** How many times as long as the empty window the program's takes. */
  double ratio() {
    return (double) windowNanos / emptyWindowNanos;
  }
}
