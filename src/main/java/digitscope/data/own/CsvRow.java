package digitscope.data.own;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import digitscope.data.FileNames;
import digitscope.io.InvalidValueException;
import digitscope.io.PlainText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The fields of one row of a CSV file. It takes them from the parser, and is filled again for the
 * next row.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  /** Enough for 3×256×256 values of four digits. */
  static final int LONGEST = 1 << 20;

  private static final int LONGEST_SHOWN = 21;

  private char[] characters = new char[1 << 12];
  private int[] ends = new int[1 << 10];
  private int fields;
  private long line;

  /** A row that no image can have. */
  static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    line = startingLineNumber;
    fields = 0;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    int from = start(index);
    if (from + length + index > LONGEST) {
      throw new TooLongException();
    }
    if (from + length > characters.length) {
      characters = Arrays.copyOf(characters, 2 * (from + length));
    }
    if (index == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    System.arraycopy(buffer, offset, characters, from, length);
    ends[index] = from + length;
    fields = index + 1;
  }

  @Override
  protected void handleEmpty() {
    fields = 0;
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }

  private int start(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int count() {
    return fields;
  }

  /** Line that it begins in, counted from 1. */
  long line() {
    return line;
  }

  /** Whether there is nothing but spaces in it. */
  boolean isBlank() {
    return fields == 0 || (fields == 1 && text(0).isEmpty());
  }

  /** A field as text: without spaces around it, and with each character in one form only. */
  String text(int field) {
    String text = new String(characters, start(field), ends[field] - start(field)).strip();
    // Quotes behind a space are none to the parser.
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return FileNames.composed(isQuoted ? text.substring(1, text.length() - 1) : text);
  }

  List<String> texts() {
    return IntStream.range(0, fields).mapToObj(this::text).toList();
  }

  /**
   * A field as a number, with a decimal point or comma.
   *
   * @throws InvalidValueException saying which field is none
   */
  double number(int field) {
    int from = start(field);
    int to = ends[field];
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = characters[i] - '0';
      if (digit < 0 || digit > 9 || to - from > 9) {
        return parsed(field);
      }
      value = 10 * value + digit;
    }
    return from == to ? parsed(field) : value;
  }

  private double parsed(int field) {
    String text = text(field);
    if (!CsvNumbers.isNumber(text)) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "field %,d is not a number: '%s'",
              field + 1,
              PlainText.cut(text, LONGEST_SHOWN)));
    }
    return CsvNumbers.value(text);
  }
}
