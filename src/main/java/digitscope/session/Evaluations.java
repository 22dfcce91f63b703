package digitscope.session;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import java.util.Optional;
import java.util.function.Supplier;

/** The evaluations of a session's network: on the test set, and on the held-out images. */
final class Evaluations {
  private final MetricLog metrics;
  private final Optional<Dataset> heldOut;
  private final EarlyStopping stopping;
  private final EvaluationHistory past;
  private EvaluationHistory history = EvaluationHistory.NONE;
  private Optional<Evaluation> newestOfHeldOut = Optional.empty();

  /**
   * @param metrics where results are logged
   * @param past what was found before this session; told with what this one finds first
   * @param heldOut images by which to stop, if there are any
   */
  Evaluations(
      MetricLog metrics,
      EvaluationHistory past,
      Optional<Dataset> heldOut,
      EarlyStopping stopping) {
    this.metrics = metrics;
    this.past = past;
    this.heldOut = heldOut;
    this.stopping = stopping;
  }

  /** All of the test set. */
  EvaluationHistory history() {
    return history;
  }

  /** The newest of the images that are held out. */
  Optional<Evaluation> newestOfHeldOut() {
    return newestOfHeldOut;
  }

  /** That of the images that are held out, if they were evaluated at this step. */
  Optional<Evaluation> heldOutAt(long step) {
    return newestOfHeldOut.filter(found -> found.step() == step);
  }

  /** Whether the test set has not been evaluated at this step. */
  boolean isStale(long step) {
    return history.newest().filter(newest -> newest.step() == step).isEmpty();
  }

  void tested(Evaluation found) {
    history = (history.isEmpty() ? past : history).with(found);
    log(Metric.TEST_LOSS, Metric.TEST_ACCURACY, found);
  }

  /** The held-out images, if they are to be evaluated before another step is taken. */
  Optional<Dataset> dueValidation(long step) {
    return heldOut.filter(images -> stopping.isDue(step));
  }

  /** The held-out images, as long as nothing is known of them: a run that is looked at. */
  Optional<Dataset> unseenHeldOut() {
    return heldOut.filter(images -> newestOfHeldOut.isEmpty());
  }

  /** Of the held-out images of a run that is looked at, which has logged it long ago. */
  void seen(Evaluation found) {
    newestOfHeldOut = Optional.of(found);
  }

  /**
   * @param weights the network's
   */
  void validated(Evaluation found, Supplier<float[]> weights) {
    newestOfHeldOut = Optional.of(found);
    stopping.validated(found.step(), found.loss(), weights);
    log(Metric.VALIDATION_LOSS, Metric.VALIDATION_ACCURACY, found);
  }

  /** A run that goes on or is looked at may have logged this step already. */
  private void log(Metric loss, Metric accuracy, Evaluation found) {
    int logged = metrics.size(loss);
    if (logged == 0 || metrics.read(loss, logged - 1).steps()[0] < found.step()) {
      metrics.append(loss, found.step(), found.loss());
      metrics.append(accuracy, found.step(), found.accuracy());
    }
  }
}
