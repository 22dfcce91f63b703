package digitscope.config;

import java.math.BigDecimal;

/** Range checks whose messages a user can act on. */
final class Checks {
  private static final double SMALLEST_PLAIN = 1e-9;
  private static final double LARGEST_PLAIN = 1e15;

  private Checks() {}

  static void inRange(String what, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new OutOfRangeException(
          "%s must be from %s to %s, not %s"
              .formatted(what, plain(lowest), plain(highest), plain(value)),
          lowest,
          highest);
    }
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
