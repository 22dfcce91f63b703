package digitscope.eval;

import digitscope.io.InvalidValueException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Every point of every metric since the start of a run. Only grows: readers ask for what came after
 * the points they have, so no frame that is dropped loses a point. Safe for one writer and many
 * readers.
 */
public final class MetricLog {
  private final Map<Metric, Column> columns = new EnumMap<>(Metric.class);

  public MetricLog() {
    for (Metric metric : Metric.values()) {
      columns.put(metric, new Column());
    }
  }

  /** Appends one point; steps of one metric never go down. */
  public void append(Metric metric, long step, double value) {
    column(metric).append(step, value);
  }

  /** Number of points so far. */
  public int size(Metric metric) {
    return column(metric).size();
  }

  /** A copy of the points from number {@code from} on. */
  public Points read(Metric metric, int from) {
    return column(metric).read(from);
  }

  /** A log of its own with the points up to a step. */
  public MetricLog until(long lastStep) {
    MetricLog until = new MetricLog();
    for (Metric metric : Metric.values()) {
      Points all = read(metric, 0);
      for (int i = 0; i < all.size() && all.steps[i] <= lastStep; i++) {
        until.append(metric, all.steps[i], all.values[i]);
      }
    }
    return until;
  }

  /** The value at a step, if there is one. */
  public OptionalDouble valueAt(Metric metric, long step) {
    return column(metric).valueAt(step);
  }

  private Column column(Metric metric) {
    Column column = columns.get(metric);
    if (column == null) {
      throw new InvalidValueException("Unknown metric " + metric);
    }
    return column;
  }

  /**
   * Points of one metric.
   *
   * @param steps of each point
   * @param values of each point, as long as {@code steps}
   */
  public record Points(long[] steps, double[] values) {
    public int size() {
      return steps.length;
    }
  }

  private static final class Column {
    private long[] steps = new long[1024];
    private double[] values = new double[1024];
    private int size;

    synchronized void append(long step, double value) {
      if (size == steps.length) {
        steps = Arrays.copyOf(steps, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      steps[size] = step;
      values[size++] = value;
    }

    synchronized int size() {
      return size;
    }

    synchronized OptionalDouble valueAt(long step) {
      int place = Arrays.binarySearch(steps, 0, size, step);
      return place < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[place]);
    }

    synchronized Points read(int from) {
      int start = Math.min(from, size);
      return new Points(
          Arrays.copyOfRange(steps, start, size), Arrays.copyOfRange(values, start, size));
    }
  }
}
