package digitscope.report;

import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The curve of a metric, reduced to few points. Where there are many, each stands for several that
 * followed one another: their mean, the least and the largest of them.
 *
 * @param steps of the points; of several, the last one's
 * @param values the value, or the mean; null if it is not finite
 * @param low the least of several; null throughout if each point stands for itself
 * @param high the largest of several
 * @param merged how many each point stands for
 */
record Curve(
    List<Long> steps,
    List<@Nullable Double> values,
    @Nullable List<@Nullable Double> low,
    @Nullable List<@Nullable Double> high,
    int merged) {
  private static final int MOST_POINTS = 400;

  /** Six digits are more than can be seen. */
  private static final int DIGITS = 6;

  /** The courses that are not empty, by the name that {@code metrics.csv} gives them. */
  static Map<String, Curve> all(MetricLog log, long lastStep) {
    Map<String, Curve> curves = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      of(log.read(metric, 0), lastStep)
          .ifPresent(curve -> curves.put(metric.name().toLowerCase(Locale.ROOT), curve));
    }
    return curves;
  }

  /** A course up to a step; empty if there is no point. */
  static Optional<Curve> of(MetricLog.Points points, long lastStep) {
    int count = 0;
    while (count < points.size() && points.steps()[count] <= lastStep) {
      count++;
    }
    if (count == 0) {
      return Optional.empty();
    }
    int merged = (count + MOST_POINTS - 1) / MOST_POINTS;
    List<Long> steps = new ArrayList<>();
    List<@Nullable Double> values = new ArrayList<>();
    List<@Nullable Double> low = new ArrayList<>();
    List<@Nullable Double> high = new ArrayList<>();
    for (int from = 0; from < count; from += merged) {
      int to = Math.min(count, from + merged);
      double sum = 0;
      double least = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double value = points.values()[i];
        sum += value;
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
      steps.add(points.steps()[to - 1]);
      values.add(merged == 1 ? EvaluationJson.number(sum) : rounded(sum / (to - from)));
      low.add(rounded(least));
      high.add(rounded(largest));
    }
    return Optional.of(
        merged == 1
            ? new Curve(steps, values, null, null, 1)
            : new Curve(steps, values, low, high, merged));
  }

  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value)
        ? Double.valueOf(String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value))
        : null;
  }
}
