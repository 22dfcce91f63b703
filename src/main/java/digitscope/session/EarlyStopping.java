package digitscope.session;

import digitscope.config.ValidationSpec;
import digitscope.network.BestWeights;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers the weights of the lowest validation loss, and ends a run in which it no longer falls.
 *
 * <p>Source: I. Goodfellow, Y. Bengio and A. Courville, Deep Learning (2016), algorithm 7.1.
 */
final class EarlyStopping {
  private final ValidationSpec spec;
  private final TrainingPlan course;
  private Optional<BestWeights> best;

  /**
   * @param best what was known before, perhaps at the end of a shorter course; empty at the
   *     beginning
   */
  EarlyStopping(ValidationSpec spec, TrainingPlan course, Optional<BestWeights> best) {
    this.spec = spec;
    this.course = course;
    this.best = best.map(known -> at(known.validatedStep(), known));
  }

  /** What is to be saved with the weights. */
  Optional<BestWeights> best() {
    return best;
  }

  /** Whether an epoch ends at this step whose validation loss is not known. */
  boolean isDue(long step) {
    return step > 0
        && course.isEpochEnd(step)
        && best.map(known -> known.validatedStep() < step).orElse(true);
  }

  /**
   * Takes note of an epoch.
   *
   * @param step its end
   * @param loss mean loss of the held-out images
   * @param weights the network's, copied only if they are the best
   */
  void validated(long step, double loss, Supplier<float[]> weights) {
    BestWeights newest =
        best.filter(known -> known.loss() <= loss)
            .orElseGet(() -> new BestWeights(step, loss, weights.get(), step, false));
    best = Optional.of(at(step, newest));
  }

  private BestWeights at(long validatedStep, BestWeights known) {
    boolean last =
        validatedStep >= course.totalSteps() || hasNoPatience(validatedStep, known.step());
    return new BestWeights(
        known.step(), known.loss(), known.parameters(), validatedStep, last && spec.restoreBest());
  }

  /** Whether no further step is to be taken although the course is longer. */
  boolean isStopped() {
    return best.filter(known -> known.validatedStep() < course.totalSteps())
        .filter(known -> hasNoPatience(known.validatedStep(), known.step()))
        .isPresent();
  }

  /** Whether the weights of this step are those that the run was to bring back at its end. */
  boolean isRestored(long step) {
    return best.filter(known -> known.restored() && known.step() == step).isPresent();
  }

  private boolean hasNoPatience(long step, long bestStep) {
    return spec.patience() > 0 && epochs(bestStep, step) >= spec.patience();
  }

  private long epochs(long from, long to) {
    return (to - from) / course.stepsPerEpoch();
  }

  /**
   * What the user sees of it.
   *
   * @param step of the network's weights
   */
  Optional<Validation> state(long step) {
    return best.map(
        known ->
            new Validation(
                known.step(),
                known.loss(),
                (int) epochs(known.step(), known.validatedStep()),
                isStopped(),
                isRestored(step)));
  }
}
