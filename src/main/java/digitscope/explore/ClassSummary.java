package digitscope.explore;

/**
 * The images of a class.
 *
 * @param count how many there are
 * @param mean their mean, in [0, 1] and [channels, height, width] order; 0 if there are none
 * @param deviation their standard deviation, value by value, that of a whole population; 0 if there
 *     are none
 */
public record ClassSummary(int count, float[] mean, float[] deviation) {
  /**
   * The summary behind sums over unsigned bytes.
   *
   * @param sums of the values
   * @param squares sums of their squares
   */
  static ClassSummary of(int count, long[] sums, long[] squares) {
    float[] mean = new float[sums.length];
    float[] deviation = new float[sums.length];
    for (int i = 0; i < sums.length && count > 0; i++) {
      double average = (double) sums[i] / count;
      mean[i] = (float) (average / SetSummary.FULL_INK);
      double variance = Math.max(0, (double) squares[i] / count - average * average);
      deviation[i] = (float) (Math.sqrt(variance) / SetSummary.FULL_INK);
    }
    return new ClassSummary(count, mean, deviation);
  }
}
