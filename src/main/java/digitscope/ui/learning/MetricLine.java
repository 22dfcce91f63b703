package digitscope.ui.learning;

import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.ui.control.chart.SeriesData;

/** One metric of a run as a line, as it is or smoothed, which keeps its own place in the log. */
final class MetricLine {
  private final Metric metric;
  private final SeriesData data = new SeriesData();
  private ExponentialAverage average = new ExponentialAverage(0);

  MetricLine(Metric metric) {
    this.metric = metric;
  }

  SeriesData data() {
    return data;
  }

  /** Takes over what was logged since the last time. */
  void follow(MetricLog log) {
    MetricLog.Points points = log.read(metric, data.size());
    double[] values = points.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = average.next(values[i]);
    }
    data.append(points.steps(), values);
  }

  /** Forgets all points, to follow a log from its beginning. */
  void restart(double smoothing) {
    data.clear();
    average = new ExponentialAverage(smoothing);
  }
}
