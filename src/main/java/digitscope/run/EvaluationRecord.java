package digitscope.run;

import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;

/**
 * The stored part of an evaluation of the test set.
 *
 * @param step training step after which the network was asked
 * @param loss mean loss an image
 * @param confusion rows actual, columns predicted
 */
public record EvaluationRecord(long step, double loss, ConfusionMatrix confusion) {
  static EvaluationRecord of(Evaluation evaluation) {
    return new EvaluationRecord(evaluation.step(), evaluation.loss(), evaluation.confusion());
  }

  /** In [0, 1]. */
  public double accuracy() {
    return confusion.accuracy();
  }
}
