package digitscope.ui.control;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;

/** How a chart writes its values. */
public enum ValueUnit {
  NUMBER(1, ""),
  /** Parts of a whole, 0.5 as 50 %. */
  PERCENT(100, " %");

  private static final double SMALLEST_PLAIN = 1e-4;

  private final double factor;
  private final String suffix;

  ValueUnit(double factor, String suffix) {
    this.factor = factor;
    this.suffix = suffix;
  }

  /** A value beside the axis: all digits that it has, thousands apart. */
  public String tick(double value) {
    return write(new BigDecimal(value * factor).round(new MathContext(6)).stripTrailingZeros());
  }

  /** A value that was read: percentages to the hundredth, others to four digits; "–" for NaN. */
  public String reading(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return this == PERCENT
        ? String.format(WindowLocale.get(), "%.2f", value * factor) + suffix
        : write(new BigDecimal(value).round(new MathContext(4)));
  }

  private String write(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    if (size > 0 && size < SMALLEST_PLAIN) {
      return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(WindowLocale.get()))
              .format(value)
              .replace('E', 'e')
          + suffix;
    }
    return String.format(WindowLocale.get(), "%,." + Math.max(0, value.scale()) + "f", value)
        + suffix;
  }
}
