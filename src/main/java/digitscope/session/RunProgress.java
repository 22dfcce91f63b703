package digitscope.session;

import digitscope.eval.MetricLog;
import java.util.Optional;

/**
 * The progress and speed of a session. Immutable but for the log.
 *
 * @param session whose progress it is
 * @param step steps taken; after the best weights came back, those that led to them
 * @param totalSteps steps of the whole run
 * @param stepsPerEpoch steps of one pass over the training set
 * @param phase what the session is doing
 * @param failure why it failed, one sentence; empty unless {@code phase} is FAILED
 * @param learningRate rate of the newest step, the schedule's factor applied
 * @param imagesPerSecond images trained on a second, over the last seconds, evaluation left out
 * @param elapsedNanos time spent training and evaluating, pauses left out
 * @param remainingNanos estimate of the time to the end; 0 when over, or not known yet
 * @param validation what the held-out part of the training set has told; empty until the first
 *     epoch ends, or if nothing is held out
 * @param metrics the log of all metrics; grows on, readers keep their own place
 */
public record RunProgress(
    SessionId session,
    long step,
    long totalSteps,
    int stepsPerEpoch,
    Phase phase,
    Optional<String> failure,
    double learningRate,
    double imagesPerSecond,
    long elapsedNanos,
    long remainingNanos,
    Optional<Validation> validation,
    MetricLog metrics) {
  /** Epochs done, with their fraction. */
  public double epoch() {
    return (double) step / stepsPerEpoch;
  }

  /** Part of the run that is done, in [0, 1]. */
  public double progress() {
    return totalSteps == 0 ? 1 : (double) step / totalSteps;
  }
}
