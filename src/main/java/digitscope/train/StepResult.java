package digitscope.train;

/**
 * What one training step saw before it changed the weights.
 *
 * @param loss mean loss of the mini-batch, regularisation left out
 * @param correct images of the mini-batch that were predicted rightly
 * @param images size of the mini-batch
 */
record StepResult(double loss, int correct, int images) {
  /**
   * Logs it.
   *
   * @param step of the weights after it
   * @param learningRate with which it was taken
   */
  void log(MetricLog metrics, long step, double learningRate) {
    metrics.append(Metric.BATCH_LOSS, step, loss);
    metrics.append(Metric.BATCH_ACCURACY, step, (double) correct / images);
    metrics.append(Metric.LEARNING_RATE, step, learningRate);
  }
}
