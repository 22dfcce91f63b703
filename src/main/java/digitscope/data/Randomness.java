package digitscope.data;

/**
 * Random numbers that are the same on every machine and in every Java version.
 *
 * <p>Sources: SplitMix64 of G. Steele, D. Lea and C. Flood, Fast splittable pseudorandom number
 * generators (2014); the polar method of G. Marsaglia and T. Bray, A convenient method for
 * generating normal variables (1964).
 */
public final class Randomness {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;
  private double spare = Double.NaN;

  /** A sequence of its own for each pair of seed and index. */
  public Randomness(long seed, long index) {
    restart(seed, index);
  }

  /** Becomes the sequence of another pair, without a new object. */
  void restart(long seed, long index) {
    state = mix(seed + GOLDEN) ^ mix(index * GOLDEN + 1);
    spare = Double.NaN;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in 0 (included) to {@code bound} (excluded); the bias is below 1 in 2^32. */
  public int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Uniform between two numbers. */
  public double between(double low, double high) {
    return low + (high - low) * ((nextLong() >>> 11) * 0x1.0p-53);
  }

  /** Normal with the given mean and standard deviation, but never further away than 2.2 times. */
  public double normal(double mean, double deviation) {
    double z = normal();
    while (Math.abs(z) > 2.2) {
      z = normal();
    }
    return mean + deviation * z;
  }

  /** Exponential of a normal number of mean 0: a factor around 1. */
  public double factor(double deviation) {
    return StrictMath.exp(normal(0, deviation));
  }

  private double normal() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double x;
    double y;
    double square;
    do {
      x = between(-1, 1);
      y = between(-1, 1);
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * scale;
    return x * scale;
  }
}
