package digitscope.ui.control.images;

import java.util.ArrayList;
import java.util.List;

/** How values are spread over an axis. */
public enum ValueScale {
  LINEAR {
    @Override
    public double place(double value) {
      return value;
    }

    @Override
    public List<Double> ticks(double low, double high, int most) {
      List<Double> ticks = roundTicks(low, high, most);
      // A single tick tells no scale, so a low chart has rather more than there is room for.
      for (int more = most + 1; ticks.size() < 2 && more <= ENOUGH; more++) {
        ticks = roundTicks(low, high, more);
      }
      return ticks;
    }
  },

  /** Equal factors are equally far apart; values that are not positive lie at the very bottom. */
  LOGARITHMIC {
    @Override
    public double place(double value) {
      return value > 0 ? Math.log10(value) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public List<Double> ticks(double low, double high, int most) {
      List<Double> ticks = decadeTicks(low, high, most);
      return ticks.size() > 1
          ? ticks
          : LINEAR.ticks(Math.pow(10, low), Math.pow(10, high), Math.max(2, most));
    }
  },

  /**
   * For parts of a whole: the distance to 1 is logarithmic, so that 99 % stands as far above 90 %
   * as 99.9 % above 99 %. Ends at 99.99 %.
   */
  NINES {
    @Override
    public double place(double value) {
      return -Math.log10(Math.max(1e-4, 1 - value));
    }

    @Override
    public List<Double> ticks(double low, double high, int most) {
      List<Double> ticks =
          decadeTicks(-high, -low, most).stream().map(rest -> 1 - rest).sorted().toList();
      return ticks.size() > 1
          ? ticks
          : LINEAR.ticks(1 - Math.pow(10, -low), 1 - Math.pow(10, -high), Math.max(2, most));
    }
  };

  /** Where a value lies on the axis, in the axis' own units; grows with the value. */
  public abstract double place(double value);

  /** The values to mark between two places, in growing order. */
  public abstract List<Double> ticks(double low, double high, int most);

  /** The most intervals: round steps are then small enough for two ticks. */
  private static final int ENOUGH = 5;

  /** Multiples of 1, 2, 2.5 or 5 times a power of ten, about this many at most. */
  public static List<Double> roundTicks(double low, double high, int most) {
    double step = roundStep((high - low) / Math.max(1, most));
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least {@code step}. */
  static double roundStep(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (step <= factor * power * (1 + 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** The digits to mark in each decade when there is room for this many ticks in it. */
  private static int[] factors(double ticksPerDecade) {
    if (ticksPerDecade >= 3) {
      return new int[] {1, 2, 5};
    }
    return ticksPerDecade >= 2 ? new int[] {1, 3} : new int[] {1};
  }

  /** Powers of ten between two exponents; multiples of them too where there is room. */
  private static List<Double> decadeTicks(double low, double high, int most) {
    int first = (int) Math.floor(low);
    int last = (int) Math.ceil(high);
    int every = Math.max(1, (int) Math.ceil((high - low) / most));
    int[] factors = factors((most + 2) / Math.max(0.1, high - low));
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent++) {
      for (int factor : factors) {
        double place = exponent + Math.log10(factor);
        if (exponent % every == 0 && place >= low - 1e-9 && place <= high + 1e-9) {
          ticks.add(factor * Math.pow(10, exponent));
        }
      }
    }
    return ticks;
  }
}
