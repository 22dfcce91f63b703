package digitscope.cli;

import digitscope.io.PlainText;
import java.io.PrintWriter;

/**
 * Prints text that may have come from data, such as names of classes and files: what a terminal
 * would obey is taken out of it, but for line breaks and tabs.
 */
final class PlainWriter extends PrintWriter {
  /** Goes to the beginning of the line and clears it; only at the beginning of what is printed. */
  static final String SAME_LINE = "\r\033[K";

  /**
   * @param out flushed after each line
   */
  PlainWriter(PrintWriter out) {
    super(out, true);
  }

  @Override
  public void write(String text, int from, int length) {
    String rest = text.substring(from, from + length);
    if (rest.startsWith(SAME_LINE)) {
      super.write(SAME_LINE, 0, SAME_LINE.length());
      rest = rest.substring(SAME_LINE.length());
    }
    String plain = PlainText.clean(rest, "\n\t" + System.lineSeparator());
    super.write(plain, 0, plain.length());
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(int character) {
    write(String.valueOf((char) character), 0, 1);
  }
}
