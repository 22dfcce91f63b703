package digitscope.ui.control.chart;

import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.SeriesData.Extremes;
import digitscope.ui.control.images.ValueScale;

/**
 * The ends of a value axis.
 *
 * @param low place of the lower end on the scale
 * @param high place of the upper end, above {@code low}
 */
public record ValueAxis(double low, double high) {
  private static final double MARGIN = 0.04;

  /** Of an axis of values around 0. */
  private static final double LEAST_SPAN = 1e-6;

  /** Of a linear axis, as a part of its values: less would take more digits than there is room. */
  private static final double LEAST_PART = 2e-3;

  /** Of an axis of powers, in powers. */
  private static final double LEAST_POWERS = 1e-3;

  /** Of an axis of nines, in nines. */
  private static final double LEAST_NINES = 0.05;

  /** An axis that holds the values with a little room, and 0 or 1 where they are near. */
  public static ValueAxis around(Extremes values, ValueScale scale, ValueUnit unit) {
    if (values.isEmpty()) {
      return new ValueAxis(scale == ValueScale.LOGARITHMIC ? -2 : 0, 1);
    }
    double low = scale.place(values.min());
    double high = scale.place(values.max());
    double span = Math.max(high - low, leastSpan(scale, low, high));
    double room = (span - (high - low)) / 2 + span * MARGIN;
    if (scale != ValueScale.LINEAR) {
      return new ValueAxis(low - room, high + room);
    }
    boolean nearZero = low >= 0 && low < high / 2;
    boolean part = unit == ValueUnit.PERCENT && high <= 1;
    return new ValueAxis(nearZero ? 0 : low - room, part ? Math.min(1, high + room) : high + room);
  }

  private static double leastSpan(ValueScale scale, double low, double high) {
    return switch (scale) {
      case LINEAR -> Math.max(LEAST_SPAN, LEAST_PART * Math.max(Math.abs(low), Math.abs(high)));
      case LOGARITHMIC -> LEAST_POWERS;
      case NINES -> LEAST_NINES;
    };
  }
}
