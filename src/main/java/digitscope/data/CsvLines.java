package digitscope.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a text line by line, and takes no more memory than a row of an image can need. */
final class CsvLines {
  /** Enough for 3×256×256 values of four digits. */
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private byte[] line = new byte[1 << 12];
  private int length;
  private long position;
  private long number;

  CsvLines(InputStream in) {
    this.in = in;
  }

  /** Bytes that have been read so far. */
  long position() {
    return position;
  }

  /** Number of the line, counted from 1. */
  long number() {
    return number;
  }

  /**
   * Goes on to the next line that is not blank.
   *
   * @return whether there is one
   * @throws DataException if a line is too long to be a row
   */
  boolean advance() throws IOException, DataException {
    do {
      if (!readLine()) {
        return false;
      }
    } while (length == 0);
    return true;
  }

  private boolean readLine() throws IOException, DataException {
    length = 0;
    number++;
    boolean any = false;
    while (true) {
      if (next == end) {
        end = in.read(buffer);
        next = 0;
        if (end < 0) {
          end = 0;
          trim();
          return any;
        }
      }
      any = true;
      byte value = buffer[next++];
      position++;
      if (value == '\n') {
        trim();
        return true;
      }
      if (length == line.length) {
        if (length >= LONGEST) {
          throw new DataException("has a line of more than %,d bytes".formatted(LONGEST));
        }
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = value;
    }
  }

  private void trim() {
    while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' ')) {
      length--;
    }
  }

  /** The fields of the line as text, without the quotes around them. */
  List<String> fields(char delimiter) {
    List<String> fields = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || line[i] == delimiter) {
        fields.add(text(from, i));
        from = i + 1;
      }
    }
    return fields;
  }

  /** How often a character occurs in the line. */
  int count(char character) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += line[i] == character ? 1 : 0;
    }
    return count;
  }

  private String text(int from, int to) {
    String text = new String(line, from, to - from, StandardCharsets.UTF_8).strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** One field as text, and all others as numbers. */
  record Row(String label, double[] values) {}

  /**
   * The fields of the line, of which one is a label and the others are numbers.
   *
   * @param columns number of fields
   * @param label the field that is the label
   * @throws NumberFormatException saying which field is no number, or how many fields there are
   */
  Row row(char delimiter, int columns, int label) {
    double[] values = new double[columns - 1];
    String name = "";
    int column = 0;
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i < length && line[i] != delimiter) {
        continue;
      }
      if (column == label) {
        name = text(from, i);
      } else if (column < columns) {
        values[column > label ? column - 1 : column] = number(column, from, i);
      }
      column++;
      from = i + 1;
    }
    if (column != columns) {
      throw new NumberFormatException(
          "it has %,d fields instead of %,d".formatted(column, columns));
    }
    return new Row(name, values);
  }

  private double number(int column, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9 || to - from > 9) {
        return parsed(column, text(from, to));
      }
      value = 10 * value + digit;
    }
    return from == to ? parsed(column, "") : value;
  }

  private static double parsed(int column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
      throw new NumberFormatException("field %,d is no number: '%s'".formatted(column + 1, shown));
    }
  }
}
