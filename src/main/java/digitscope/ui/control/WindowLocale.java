package digitscope.ui.control;

import java.util.Locale;

/**
 * The locale of the window's strings and of the numbers in them: English, or what was said before
 * the window was made. Files and commands never depend on it, nor does it depend on the desktop.
 */
public final class WindowLocale {
  private static final String PROPERTY = "digitscope.language";

  private WindowLocale() {}

  /** The locale of the window. */
  public static Locale get() {
    return Locale.forLanguageTag(System.getProperty(PROPERTY, Locale.ENGLISH.toLanguageTag()));
  }

  /** Says the locale of windows made from now on. */
  public static void set(Locale locale) {
    System.setProperty(PROPERTY, locale.toLanguageTag());
  }
}
