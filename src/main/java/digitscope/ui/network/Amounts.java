package digitscope.ui.network;

import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;

/** Writes counts, sizes and times so that three digits or so are read at a glance. */
final class Amounts {
  private static final double STEP = 1000;
  private static final double BINARY_STEP = 1024;

  private final Messages text = Messages.of("network");

  /** Up to 9,999 as it is, beyond in thousands, millions or billions. */
  String count(long value) {
    return value < 10 * STEP ? exact(value) : scaled((double) value, STEP, "count.");
  }

  /** All digits, thousands apart. */
  String exact(long value) {
    return String.format(WindowLocale.get(), "%,d", value);
  }

  /** In bytes, KB, MB or GB of 1,024 each. */
  String bytes(long value) {
    return value < BINARY_STEP
        ? text.get("bytes.0", value)
        : scaled((double) value, BINARY_STEP, "bytes.");
  }

  /** In ns, µs, ms or s. */
  String time(double nanos) {
    return nanos < STEP ? text.get("time.0", digits(nanos)) : scaled(nanos, STEP, "time.");
  }

  private String scaled(double value, double step, String key) {
    double rest = value;
    int power = 0;
    // What rounds to 1,000 of a unit is 1 of the next.
    while (rest >= step - 0.5 && power < 3) {
      rest /= step;
      power++;
    }
    return text.get(key + power, digits(rest));
  }

  private static String digits(double value) {
    int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(WindowLocale.get(), "%." + places + "f", value);
  }
}
