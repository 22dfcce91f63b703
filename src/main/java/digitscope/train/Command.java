package digitscope.train;

import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.probe.Neighbours;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import java.util.OptionalInt;

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

  /**
   * Something about an image that takes a while to find out, beside the training. A newer wish
   * replaces an older one of the same kind that is not fulfilled yet, whose answer then is a {@link
   * java.util.concurrent.CancellationException}.
   *
   * @param <R> type of its answer
   */
  sealed interface Inquire<R> extends Command<R> {
    /** Unsigned bytes in [channels, height, width] order; not changed afterwards. */
    byte[] image();
  }

  /**
   * Find out which pixels speak for a class.
   *
   * @param label the class; the likeliest one if empty
   */
  record Explain(byte[] image, OptionalInt label) implements Inquire<Saliency> {}

  /** Find the smallest square that, blanked, changes what an image is read as. */
  record Occlude(byte[] image) implements Inquire<Occlusion> {}

  /**
   * Find the training images that are nearest in the last hidden layer.
   *
   * @param label the class whose images are told apart from the others
   * @param itself number of the image in the training set, if it is of it
   * @param among number of training images to compare with, as far as there are so many
   */
  record FindNeighbours(byte[] image, int label, OptionalInt itself, int among)
      implements Inquire<Neighbours> {}

  /** Copy the weights, optimizer state and position, to be written to disk. */
  record Save() implements Command<Checkpoint> {}
}
