package digitscope.engine;

import digitscope.eval.Metric;
import digitscope.eval.MetricLog;

/**
 * What one training step saw before it changed the weights.
 *
 * @param loss mean loss of the mini-batch, without the penalty
 * @param penalty of the weights, which training minimizes along with the loss; 0 if there is none
 * @param absoluteError mean of |y − t| over the mini-batch's images and outputs y, where t is 1 for
 *     the image's class and 0 for the others
 * @param correct images of the mini-batch that were predicted correctly
 * @param images size of the mini-batch
 */
public record StepResult(
    double loss, double penalty, double absoluteError, int correct, int images) {
  /**
   * Logs it.
   *
   * @param step of the weights after it
   * @param learningRate with which it was taken
   */
  public void log(MetricLog metrics, long step, double learningRate) {
    metrics.append(Metric.BATCH_LOSS, step, loss);
    if (penalty > 0) {
      metrics.append(Metric.PENALTY, step, penalty);
    }
    metrics.append(Metric.BATCH_ABSOLUTE_ERROR, step, absoluteError);
    metrics.append(Metric.BATCH_ACCURACY, step, (double) correct / images);
    metrics.append(Metric.LEARNING_RATE, step, learningRate);
  }
}
