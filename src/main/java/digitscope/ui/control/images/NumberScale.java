package digitscope.ui.control.images;

import digitscope.ui.control.WindowLocale;

/**
 * How numbers that stand together are written, so that the largest has three digits and all have
 * the same places.
 *
 * @param exponent of the power of ten that all are to be multiplied with
 * @param decimals places behind the point
 */
public record NumberScale(int exponent, int decimals) {
  private static final int SMALLEST = -2;
  private static final int LARGEST = 3;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /** The scale that suits some numbers. */
  public static NumberScale of(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    int magnitude = largest > 0 ? (int) Math.floor(Math.log10(largest)) : 0;
    return magnitude < SMALLEST || magnitude > LARGEST
        ? new NumberScale(magnitude, 2)
        : new NumberScale(0, Math.max(0, Math.min(3, 2 - magnitude)));
  }

  /** A number as it is written; what is rounded to 0 has no sign. */
  public String text(double value) {
    double scaled = value / Math.pow(10, exponent);
    String text = String.format(WindowLocale.get(), "%." + decimals + "f", scaled);
    boolean isZero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return isZero ? text.replace("-", "") : text.replace('-', '−');
  }

  /** The power of ten, such as {@code "×10⁻³"}; empty for 1. */
  public String caption() {
    if (exponent == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder("×10");
    if (exponent < 0) {
      text.append('⁻');
    }
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }
}
