package digitscope.probe;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Gathers numbers for a {@link Distribution}. The mean, the deviation and both ends are those of
 * all numbers; quantiles are those of a sample if there are many: one of each stretch of this many
 * in a row, drawn by a fixed seed.
 */
final class Spread {
  private static final int SAMPLE = 1 << 15;

  private final int perPart;
  private final SplittableRandom random = new SplittableRandom(1);
  private float[] sample = new float[0];
  private int sampled;
  private long count;
  private double sum;
  private double squares;
  private float least = Float.POSITIVE_INFINITY;
  private float greatest = Float.NEGATIVE_INFINITY;

  /**
   * @param parts number of calls of {@link #add}
   */
  Spread(int parts) {
    this.perPart = Math.max(1, SAMPLE / parts);
  }

  /** Adds the numbers {@code from} to {@code to - 1}. */
  void add(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      double value = values[i];
      sum += value;
      squares += value * value;
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    count += to - from;
    int taken = Math.min(perPart, to - from);
    if (sampled + taken > sample.length) {
      sample = Arrays.copyOf(sample, Math.max(sampled + taken, 2 * sample.length));
    }
    for (int i = 0; i < taken; i++) {
      int start = from + (int) ((long) i * (to - from) / taken);
      int end = from + (int) ((long) (i + 1) * (to - from) / taken);
      int place = end - start == 1 ? start : start + random.nextInt(end - start);
      sample[sampled++] = values[place];
    }
  }

  /** What came of it; at least one number must have been added. */
  Distribution distribution() {
    float[] sorted = Arrays.copyOf(sample, sampled);
    Arrays.sort(sorted);
    sorted[0] = least;
    sorted[sorted.length - 1] = greatest;
    double mean = sum / count;
    double variance = squares / count - mean * mean;
    // Rounding may leave less than 0; what is no number stays none.
    return Distribution.ofSorted(sorted, count, mean, Math.sqrt(variance < 0 ? 0 : variance));
  }
}
