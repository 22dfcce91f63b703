package digitscope.engine;

import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.util.Locale;
import java.util.Optional;

/** Whether a network has left all bounds, and the sentences that say so. */
public final class Divergence {
  /**
   * Largest mean loss of a training that may still come to something: guessing among a thousand
   * classes costs 7, and the largest class weight is 1,000.
   */
  static final double LARGEST_LOSS = 1e6;

  private Divergence() {}

  /** Whether a mean loss is no number, or larger than any training comes back from. */
  public static boolean isSeenIn(double loss) {
    return !(loss <= LARGEST_LOSS);
  }

  /**
   * A sentence about weights that are not finite numbers, if there are any. A network may hide them
   * and give numbers that look like others, as ReLU and pooling can drop what is no number.
   */
  public static Optional<String> warning(Checkpoint checkpoint) {
    int count = 0;
    for (float value : checkpoint.parameters()) {
      count += Float.isFinite(value) ? 0 : 1;
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d of the network's %,d weights and statistics at step %d are not "
                    + "finite numbers, so its predictions are meaningless: training diverged. "
                    + "Use an earlier step, or train again with a lower learning rate.",
                count,
                checkpoint.parameters().length,
                checkpoint.step()));
  }

  /** As the other, and about a loss that has left all bounds. */
  public static Optional<String> warning(Checkpoint checkpoint, Evaluation evaluation) {
    Optional<String> ofWeights = warning(checkpoint);
    return ofWeights.isPresent() || !isSeenIn(evaluation.loss())
        ? ofWeights
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The loss at step %d is %s, so the network's predictions are meaningless: "
                    + "training diverged. Use an earlier step, or train again with a lower "
                    + "learning rate.",
                evaluation.step(),
                inWords(evaluation.loss())));
  }

  /**
   * Why a session stops.
   *
   * @param step the step, counted from 1, whose loss has left all bounds
   * @param keptStep step of the weights that are kept
   */
  public static String sentence(double loss, double learningRate, long step, long keptStep) {
    return String.format(
        Locale.ROOT,
        "The loss became %s at step %d: training diverged, usually because the learning "
            + "rate (%.3g) is too high. Try %.3g, or another initialization. The weights of "
            + "step %d are kept.",
        inWords(loss),
        step,
        learningRate,
        learningRate / 10,
        keptStep);
  }

  private static String inWords(double loss) {
    return Double.isNaN(loss)
        ? "NaN"
        : Double.isInfinite(loss) ? "infinite" : String.format(Locale.ROOT, "%.2g", loss);
  }
}
