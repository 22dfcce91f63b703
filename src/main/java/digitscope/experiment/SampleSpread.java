package digitscope.experiment;

import java.util.Arrays;

/**
 * How far some numbers are apart.
 *
 * @param count how many there are
 * @param mean their mean; NaN if there are none
 * @param std their sample standard deviation, with count − 1 in the denominator; NaN for fewer than
 *     two
 * @param min the smallest; NaN if there are none
 * @param max the largest; NaN if there are none
 */
public record SampleSpread(int count, double mean, double std, double min, double max) {
  /** The spread of some numbers. */
  public static SampleSpread of(double... values) {
    if (values.length == 0) {
      return new SampleSpread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return new SampleSpread(
        values.length,
        mean,
        values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)),
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN));
  }
}
