package digitscope.app;

import digitscope.bench.Measurement;
import digitscope.train.Metric;
import digitscope.train.MetricLog;

/** Counts the images that a training learns from, from now on. */
final class TrainingClock {
  private final MetricLog metrics;
  private final int batchSize;
  private final int stepsBefore;
  private final long begunAt = System.nanoTime();

  TrainingClock(MetricLog metrics, int batchSize) {
    this.metrics = metrics;
    this.batchSize = batchSize;
    stepsBefore = steps();
  }

  /** What was learned from since the beginning, the time of evaluations included. */
  Measurement read() {
    long images = (long) (steps() - stepsBefore) * batchSize;
    return new Measurement(images, System.nanoTime() - begunAt);
  }

  private int steps() {
    return metrics.size(Metric.BATCH_LOSS);
  }
}
