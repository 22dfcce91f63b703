package digitscope.train;

import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;

/**
 * A wish that a session fulfils between two steps.
 *
 * @param <R> type of its answer
 */
public sealed interface Command<R> {
  /** Stop taking steps until {@link Resume}; the answer is the step that was reached. */
  record Pause() implements Command<Long> {}

  /** Go on. */
  record Resume() implements Command<Long> {}

  /** Take exactly one step and pause after it; the answer is the number of that step. */
  record Step() implements Command<Long> {}

  /**
   * Take no further step, ever, and leave the one that is under way; the session goes on answering.
   * The answer is the step that was reached, whose weights are saved.
   */
  record Stop() implements Command<Long> {}

  /** Change the rate that the schedule multiplies; positive. */
  record SetLearningRate(double learningRate) implements Command<Long> {}

  /**
   * Classify a drawing. A newer one replaces an older one that still waits, whose answer then is a
   * {@link java.util.concurrent.CancellationException}.
   *
   * @param image unsigned bytes in [channels, height, width] order; not changed afterwards
   */
  record Predict(byte[] image) implements Command<Prediction> {}

  /** Compute what an image excites in every layer, once. */
  record ComputeMaps(byte[] image) implements Command<FeatureMaps> {}

  /** Compute the patterns that excite the filters of a layer, once. */
  record ComputePatterns(int layerIndex) implements Command<FilterPatterns> {}

  /** Copy the weights, optimizer state and position, to be written to disk. */
  record Save() implements Command<Checkpoint> {}
}
