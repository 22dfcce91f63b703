package digitscope.ui.control;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Set;

/** How a chart writes its values. */
public enum ValueUnit {
  NUMBER(1, ""),
  /** Parts of a whole, 0.5 as 50 %. */
  PERCENT(100, " %");

  private static final double SMALLEST_PLAIN = 1e-4;
  private static final int SMALL_DIGITS = 3;
  private static final int USUAL_DIGITS = 6;

  /** More are not in a double. */
  private static final int MOST_DIGITS = 16;

  private final double factor;
  private final String suffix;

  ValueUnit(double factor, String suffix) {
    this.factor = factor;
    this.suffix = suffix;
  }

  /**
   * What stands beside the marks of an axis: all digits that they have, thousands apart, and as
   * many as tell them apart.
   */
  public List<String> ticks(List<Double> values) {
    List<String> texts = List.of();
    int apart = Set.copyOf(values).size();
    for (int digits = USUAL_DIGITS; digits <= MOST_DIGITS; digits++) {
      int most = digits;
      texts = values.stream().map(value -> tick(value, most)).toList();
      if (Set.copyOf(texts).size() == apart) {
        break;
      }
    }
    return texts;
  }

  /** A value beside the axis, by itself. */
  public String tick(double value) {
    return tick(value, USUAL_DIGITS);
  }

  private String tick(double value, int digits) {
    BigDecimal shown =
        new BigDecimal(value * factor).round(new MathContext(digits)).stripTrailingZeros();
    return write(shown, digits);
  }

  /** A value that was read: percentages to the hundredth, others to four digits; "–" for NaN. */
  public String reading(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return this == PERCENT
        ? String.format(WindowLocale.get(), "%.2f", value * factor) + suffix
        : write(new BigDecimal(value).round(new MathContext(4)), SMALL_DIGITS);
  }

  private String write(BigDecimal value, int smallDigits) {
    double size = Math.abs(value.doubleValue());
    if (size > 0 && size < SMALLEST_PLAIN) {
      String pattern = "0." + "#".repeat(smallDigits - 1) + "E0";
      return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(WindowLocale.get()))
              .format(value)
              .replace('E', 'e')
          + suffix;
    }
    return String.format(WindowLocale.get(), "%,." + Math.max(0, value.scale()) + "f", value)
        + suffix;
  }
}
