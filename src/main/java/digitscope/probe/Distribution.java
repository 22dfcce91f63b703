package digitscope.probe;

import java.util.Arrays;

/**
 * How numbers are spread.
 *
 * @param count how many there are
 * @param quantiles the numbers below which the parts {@link #levels} of them lie, interpolated
 *     linearly between neighbors as NumPy does it
 * @param mean of all
 * @param deviation standard deviation of all, divided by their number
 */
public record Distribution(long count, double[] quantiles, double mean, double deviation) {
  private static final double[] PARTS = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

  /** The parts whose quantiles are known: the least number, 5 %, …, the greatest. */
  public static double[] levels() {
    return PARTS.clone();
  }

  /** The quantile of {@link #levels} number {@code level}. */
  public double quantile(int level) {
    return quantiles[level];
  }

  public double least() {
    return quantiles[0];
  }

  public double median() {
    return quantiles[PARTS.length / 2];
  }

  public double greatest() {
    return quantiles[PARTS.length - 1];
  }

  /** √Σx²: the length of the numbers as one vector. */
  public double norm() {
    return Math.sqrt((double) count) * rootMeanSquare();
  }

  /** √(Σx² / count). */
  public double rootMeanSquare() {
    return Math.sqrt(mean * mean + deviation * deviation);
  }

  /** Whether all of the numbers are numbers, and finite. */
  public boolean isFinite() {
    return Double.isFinite(mean) && Double.isFinite(deviation);
  }

  /** The distribution of some numbers; of more than 32,768 the quantiles are those of a sample. */
  public static Distribution of(float[] values) {
    Spread spread = new Spread(1);
    spread.add(values, 0, values.length);
    return spread.distribution();
  }

  static Distribution ofSorted(float[] sorted, long count, double mean, double deviation) {
    double[] quantiles = new double[PARTS.length];
    for (int i = 0; i < quantiles.length; i++) {
      double place = PARTS[i] * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      quantiles[i] = sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
    return new Distribution(count, quantiles, mean, deviation);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution same
        && same.count == count
        && Arrays.equals(same.quantiles, quantiles)
        && same.mean == mean
        && same.deviation == deviation;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) + 31 * Arrays.hashCode(quantiles);
  }

  @Override
  public String toString() {
    return count + " values: " + Arrays.toString(quantiles);
  }
}
