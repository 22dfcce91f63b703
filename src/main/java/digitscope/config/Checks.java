package digitscope.config;

import digitscope.io.InvalidValueException;

/** Range checks whose messages a user can act on. */
final class Checks {
  private Checks() {}

  static void inRange(String what, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new InvalidValueException(
          "%s must be between %s and %s, not %s"
              .formatted(what, plain(lowest), plain(highest), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
