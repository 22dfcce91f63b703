package digitscope.ui.control;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * The user-visible strings of one part of the window, from {@code resources/strings}, in the
 * language of {@link WindowLocale}.
 */
public final class Messages {
  private final ResourceBundle bundle;
  private final Locale locale;

  private Messages(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /**
   * The strings of {@code strings/<name>.properties}.
   *
   * @throws java.util.MissingResourceException if there is no such file
   */
  public static Messages of(String name) {
    // English, which has no file of its own, would else be looked for in the desktop's language.
    var onlyThis =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    Locale locale = WindowLocale.get();
    return new Messages(ResourceBundle.getBundle("strings." + name, locale, onlyThis), locale);
  }

  /**
   * The string of a key, its {@code {0}} places filled in by {@link MessageFormat}. Numbers are
   * rounded as {@link String#format} does it, half up and in decimal, so that a share is the same
   * wherever it is written.
   *
   * @throws java.util.MissingResourceException if there is no such key
   */
  public String get(String key, Object... values) {
    String pattern = bundle.getString(key);
    if (values.length == 0) {
      return pattern;
    }
    MessageFormat message = new MessageFormat(pattern, locale);
    for (Format format : message.getFormats()) {
      if (format instanceof DecimalFormat number) {
        number.setRoundingMode(RoundingMode.HALF_UP);
      }
    }
    return message.format(Stream.of(values).map(Messages::inDecimal).toArray());
  }

  private static Object inDecimal(Object value) {
    boolean isFraction = value instanceof Double || value instanceof Float;
    return isFraction && Double.isFinite(((Number) value).doubleValue())
        ? new BigDecimal(value.toString())
        : value;
  }
}
