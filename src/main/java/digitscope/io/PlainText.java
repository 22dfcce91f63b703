package digitscope.io;

import java.util.Locale;

/** Text that comes from files and names, made safe to show. */
public final class PlainText {
  /** The most characters of a message. */
  public static final int LONGEST = 300;

  private PlainText() {}

  /**
   * The text with a space for each control character, line break, and mark that turns the direction
   * of writing: a terminal obeys some of them, and all of them make text look like something else.
   */
  public static String clean(String text) {
    return clean(text, "");
  }

  /**
   * As {@link #clean(String)}, but for some characters.
   *
   * @param kept stay as they are
   */
  public static String clean(String text, String kept) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> isCommand(c) && kept.indexOf(c) < 0 ? ' ' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** JSON of the same meaning in which those characters are escaped. */
  public static String cleanJson(String json) {
    StringBuilder clean = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      // Halves of characters are together again when it is printed.
      if (isCommand(c) && !Character.isSurrogate(c)) {
        clean.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  /** The text, or its beginning and an ellipsis if it has more than {@code most} characters. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /**
   * A message as it may be shown: clean, and not too long. Of one that is, the middle is left out:
   * what is wrong is said at its beginning, and what to do at its end.
   */
  public static String sentence(String text) {
    if (text.length() <= LONGEST) {
      return clean(text);
    }
    String end = text.substring(text.length() - LONGEST / 2);
    return clean(cut(text, LONGEST - LONGEST / 2 + 1) + end.substring(1));
  }

  private static boolean isCommand(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Left-to-right marks, overrides and isolates; joiners within words and emoji stay.
      case Character.FORMAT -> c != 0x200c && c != 0x200d;
      default -> false;
    };
  }
}
