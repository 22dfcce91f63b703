package digitscope.experiment;

import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.run.EvaluationRecord;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunSummary;
import java.nio.file.Path;

/**
 * What a run came to, by the weights that it is opened with.
 *
 * @param run its folder
 * @param seed it was trained with
 * @param confusion of the test images; rows actual, columns predicted
 * @param validationLoss mean loss of the held-out images; NaN if there are none
 * @param validationAccuracy of the held-out images, in [0, 1]; NaN if there are none
 */
public record RunResult(
    Path run,
    long seed,
    ConfusionMatrix confusion,
    double validationLoss,
    double validationAccuracy) {
  /**
   * Reads what a run came to.
   *
   * @throws RunException if it has no result, or that is damaged
   */
  public static RunResult of(Path path) throws RunException {
    RunFolder run = RunFolder.open(path, note -> {});
    RunSummary summary = run.summary();
    EvaluationRecord evaluation =
        run.evaluations().stream()
            .filter(found -> found.step() == summary.resultStep())
            .findFirst()
            .orElseThrow(
                () ->
                    new RunException(
                        "The run %s has no evaluation of its weights; delete its folder to train "
                                .formatted(path)
                            + "it again"));
    double loss = Double.NaN;
    double accuracy = Double.NaN;
    if (!run.config().training().validation().isNone()) {
      MetricLog metrics = run.metrics(summary.resultStep());
      loss = metrics.valueAt(Metric.VALIDATION_LOSS, summary.resultStep()).orElse(Double.NaN);
      accuracy =
          metrics.valueAt(Metric.VALIDATION_ACCURACY, summary.resultStep()).orElse(Double.NaN);
    }
    return new RunResult(
        path, run.config().training().seed(), evaluation.confusion(), loss, accuracy);
  }

  /** Accuracy on the test images, in [0, 1]. */
  public double testAccuracy() {
    return confusion.accuracy();
  }
}
