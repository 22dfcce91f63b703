package digitscope.probe;

/**
 * Settings of a pattern search.
 *
 * @param method what is made large, and how
 * @param steps of gradient ascent, at least 1
 * @param restarts searches for each filter, of which the best is kept, at least 1
 * @param seed of all that is random
 */
public record PatternSettings(Method method, int steps, int restarts, long seed) {
  /** Largest shift of the image in either direction, pixels. */
  public static final double SHIFT = 2;

  /** Largest part by which the image is enlarged or made smaller. */
  public static final double SCALE = 0.1;

  /** Largest angle by which the image is turned, degrees. */
  public static final double DEGREES = 8;

  /** What is made large, and how. */
  public enum Method {
    /** One unit, by Fourier coefficients and under random changes. */
    UNIT,
    /** The mean of a filter's map, likewise; of a unit of a dense layer the unit. */
    CHANNEL,
    /** The map's mean through a gate, by pixels from noise on several length scales. */
    NOISE
  }

  /** 128 steps from 4 starts for one unit. */
  public static PatternSettings standard(long seed) {
    return new PatternSettings(Method.UNIT, 128, 4, seed);
  }

  /** Half of both, for patterns that are renewed again and again. */
  public static PatternSettings quick(long seed) {
    return new PatternSettings(Method.UNIT, 64, 2, seed);
  }

  /**
   * Few steps, from the patterns of an earlier step of the network and from the best real image. In
   * the third convolution of {@code cnn}, from one third of an epoch to the next, these reach in
   * the median what the standard search reaches, in a fifth to an eighth of its time.
   */
  public static PatternSettings warm(long seed) {
    return new PatternSettings(Method.UNIT, 32, 2, seed);
  }

  public PatternSettings {
    if (steps < 1 || restarts < 1) {
      throw new IllegalArgumentException("A search for patterns takes one step and start at least");
    }
  }

  /** The same by another method. */
  public PatternSettings with(Method other) {
    return new PatternSettings(other, steps, restarts, seed);
  }
}
