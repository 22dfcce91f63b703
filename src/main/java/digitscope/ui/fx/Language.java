package digitscope.ui.fx;

import java.util.Locale;

/** The languages of the window. */
public enum Language {
  /** The language of the desktop, or English if there are no strings in it. */
  SYSTEM(Locale.ROOT),
  ENGLISH(Locale.ENGLISH),
  GERMAN(Locale.GERMAN);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /**
   * The locale of strings and numbers.
   *
   * @param desktop locale of the desktop
   */
  public Locale locale(Locale desktop) {
    if (this != SYSTEM) {
      return locale;
    }
    return desktop.getLanguage().equals(GERMAN.locale.getLanguage())
        ? GERMAN.locale
        : ENGLISH.locale;
  }
}
