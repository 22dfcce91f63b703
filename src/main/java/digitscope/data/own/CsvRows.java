package digitscope.data.own;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import digitscope.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a CSV file row by row, and takes no more memory than a row of an image can need. */
final class CsvRows {
  /** The first line by which Excel is told what stands between the fields. */
  private static final Pattern SEPARATOR =
      Pattern.compile("\"?sep=([,;|\\t])\"?", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_DIRECTIVE = 16;
  private static final int MARK = 3;

  private final FileChannel channel;
  private final CloseableIterator<CsvRow> rows;
  private final long skippedLines;

  private CsvRows(FileChannel channel, CloseableIterator<CsvRow> rows, long skippedLines) {
    this.channel = channel;
    this.rows = rows;
    this.skippedLines = skippedLines;
  }

  /** Rows from the first one on. */
  static CsvRows from(FileChannel channel, Charset encoding, char delimiter) throws IOException {
    BufferedReader text = text(channel, encoding);
    boolean isDirected = separator(text).isPresent();
    if (isDirected) {
      skipLine(text);
    }
    return new CsvRows(channel, rows(text, delimiter), isDirected ? 1 : 0);
  }

  /** Rows from the second one on, or from a place in the middle on. */
  static CsvRows after(FileChannel channel, long position, Charset encoding, char delimiter)
      throws IOException, DataException {
    if (position <= MARK) {
      CsvRows rows = from(channel, encoding, delimiter);
      var unused = rows.next();
      return rows;
    }
    // A character of UTF-16 begins at an even place.
    channel.position(CsvEncoding.isWide(encoding) ? position / 2 * 2 : position);
    BufferedReader text = reader(channel, encoding);
    skipLine(text);
    return new CsvRows(channel, rows(text, delimiter), 0);
  }

  /** What the first line says that stands between fields; empty if it is none that says so. */
  static Optional<Character> separator(FileChannel channel, Charset encoding) throws IOException {
    return separator(text(channel, encoding));
  }

  private static Optional<Character> separator(BufferedReader text) throws IOException {
    char[] head = new char[LONGEST_DIRECTIVE];
    text.mark(LONGEST_DIRECTIVE);
    int count = text.read(head);
    text.reset();
    String first = new String(head, 0, Math.max(0, count)).lines().findFirst().orElse("");
    Matcher directive = SEPARATOR.matcher(first);
    return directive.matches() ? Optional.of(directive.group(1).charAt(0)) : Optional.empty();
  }

  /** The whole text, without its byte order mark. */
  private static BufferedReader text(FileChannel channel, Charset encoding) throws IOException {
    channel.position(0);
    byte[] head = Channels.newInputStream(channel).readNBytes(MARK);
    channel.position(CsvEncoding.mark(head, encoding));
    return reader(channel, encoding);
  }

  private static BufferedReader reader(FileChannel channel, Charset encoding) {
    // The file stays open, and bytes without a meaning become U+FFFD, which is looked for in
    // labels.
    return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), encoding));
  }

  private static void skipLine(BufferedReader text) throws IOException {
    int next;
    do {
      next = text.read();
    } while (next >= 0 && next != '\n');
  }

  private static CloseableIterator<CsvRow> rows(BufferedReader text, char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true)
        .maxBufferSize(CsvRow.LONGEST)
        .build(new CsvRow(), text)
        .iterator();
  }

  /**
   * Goes on to the next row that is not blank.
   *
   * @return empty at the end; the row is good until the next call
   * @throws DataException if a row is too long to be one of an image
   */
  Optional<CsvRow> next() throws IOException, DataException {
    try {
      while (rows.hasNext()) {
        CsvRow row = rows.next();
        if (!row.isBlank()) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException | CsvRow.TooLongException e) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "has a row of more than %,d characters; check for a missing closing quote",
              CsvRow.LONGEST),
          e);
    }
  }

  /** Line of the file in which a row begins, counted from 1. */
  long line(CsvRow row) {
    return row.line() + skippedLines;
  }

  /** Bytes that have been read so far. */
  long position() throws IOException {
    return channel.position();
  }
}
