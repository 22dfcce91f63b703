package digitscope.ui.control;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The user-visible strings of one part of the window, from {@code resources/strings}. */
public final class Messages {
  private final ResourceBundle bundle;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * The strings of {@code strings/<name>.properties}.
   *
   * @throws java.util.MissingResourceException if there is no such file
   */
  public static Messages of(String name) {
    return new Messages(ResourceBundle.getBundle("strings." + name, Locale.ROOT));
  }

  /**
   * The string of a key, its {@code {0}} places filled in by {@link MessageFormat}.
   *
   * @throws java.util.MissingResourceException if there is no such key
   */
  public String get(String key, Object... values) {
    String pattern = bundle.getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(values);
  }
}
