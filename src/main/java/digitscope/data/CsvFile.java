package digitscope.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A CSV file with an image and its label in each row.
 *
 * @param guess how the rows seem to be laid out
 */
record CsvFile(Path path, CsvLayout guess) implements OwnSource {
  private static final int PLACES = 20;
  private static final int ROWS_AT_PLACE = 10;
  private static final int BYTE_ORDER_MARK = 0xEFBBBF;

  /**
   * Looks at some rows.
   *
   * @throws DataException if they cannot be images with a label
   */
  static CsvFile open(Path file) throws IOException, DataException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      CsvLines lines = new CsvLines(in(channel, 0));
      if (!lines.advance()) {
        throw new DataException(file + " is empty");
      }
      char delimiter = CsvGuess.delimiter(lines);
      List<String> first = lines.fields(delimiter);
      if (first.size() < 3) {
        throw new DataException(
            "%s is no CSV of images: its first row has %d field%s"
                .formatted(file, first.size(), first.size() == 1 ? "" : "s"));
      }
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < PLACES; i++) {
        CsvLines there = linesAt(channel, i);
        for (int row = 0; row < ROWS_AT_PLACE && there.advance(); row++) {
          rows.add(there.fields(delimiter));
        }
      }
      return new CsvFile(file, CsvGuess.of(file.toString(), delimiter, first, rows));
    } catch (DataException e) {
      throw named(file, e);
    }
  }

  private static DataException named(Path file, DataException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(file.toString()) ? e : new DataException(file + " " + message, e);
  }

  /** The lines from a place in the file on; the first line, a header maybe, is not among them. */
  private static CsvLines linesAt(FileChannel channel, int place)
      throws IOException, DataException {
    CsvLines lines = new CsvLines(in(channel, channel.size() * place / PLACES));
    lines.advance();
    return lines;
  }

  /** The file from a position on; a byte order mark is left out. */
  private static InputStream in(FileChannel channel, long position) throws IOException {
    channel.position(position);
    BufferedInputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    in.mark(3);
    if (position > 0 || (in.read() << 16 | in.read() << 8 | in.read()) != BYTE_ORDER_MARK) {
      in.reset();
    }
    return in;
  }

  @Override
  public Optional<CsvLayout> csv() {
    return Optional.of(guess);
  }

  @Override
  public List<Labelled> sample(ImportProblems problems) throws IOException, DataException {
    return sample(guess, problems);
  }

  /** Pictures from all over the file, read in another layout. */
  List<Labelled> sample(CsvLayout layout, ImportProblems problems)
      throws IOException, DataException {
    List<Labelled> sample = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      for (int i = 0; i < PLACES; i++) {
        CsvLines lines = linesAt(channel, i);
        for (int row = 0; row < ROWS_AT_PLACE && lines.advance(); row++) {
          try {
            sample.add(labelled(lines, layout));
          } catch (NumberFormatException e) {
            problems.add("%s, near byte %,d: %s".formatted(path, lines.position(), e.getMessage()));
          }
        }
      }
    }
    return sample;
  }

  @Override
  public List<String> findings() {
    return List.of(
        "%s, the label in the %s column, %,d values from 0 to %s in a row for %s"
            .formatted(
                guess.hasHeader() ? "A header" : "No header",
                guess.labelIsLast() ? "last" : "first",
                guess.shape().size(),
                guess.full() == 1 ? "1" : Integer.toString((int) guess.full()),
                guess.shape()));
  }

  @Override
  public String state() throws IOException {
    return Files.size(path) + " " + Files.getLastModifiedTime(path);
  }

  @Override
  public void visit(ImportChoices choices, Visitor visitor, Progress progress)
      throws IOException, DataException {
    CsvLayout layout = choices.csv().orElse(guess);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      double size = channel.size();
      CsvLines lines = new CsvLines(in(channel, 0));
      boolean isHeader = layout.hasHeader();
      while (lines.advance()) {
        if (progress.isCancelled()) {
          throw new CancellationException();
        }
        if (!isHeader) {
          visit(lines, layout, visitor);
        }
        isHeader = false;
        progress.advance(Math.min(1, lines.position() / size));
      }
    } catch (DataException e) {
      throw named(path, e);
    }
  }

  private void visit(CsvLines lines, CsvLayout layout, Visitor visitor)
      throws IOException, DataException {
    Labelled row;
    try {
      row = labelled(lines, layout);
    } catch (NumberFormatException e) {
      visitor.skip("%s, line %,d: %s".formatted(path, lines.number(), e.getMessage()));
      return;
    }
    visitor.take(row.className(), Part.ANY, row.picture());
  }

  private static Labelled labelled(CsvLines lines, CsvLayout layout) {
    int columns = layout.columns();
    CsvLines.Row row =
        lines.row(layout.delimiter(), columns, layout.labelIsLast() ? columns - 1 : 0);
    if (row.label().isEmpty()) {
      throw new NumberFormatException("its label is empty");
    }
    ImageShape shape = layout.shape();
    int plane = shape.height() * shape.width();
    byte[] light = new byte[shape.size()];
    for (int i = 0; i < light.length; i++) {
      double value = row.values()[i];
      if (!(value >= 0 && value <= layout.full())) {
        throw new NumberFormatException(
            "the value %s is not between 0 and %s".formatted(value, layout.full()));
      }
      int at = layout.isInterleaved() ? i % shape.channels() * plane + i / shape.channels() : i;
      light[at] = (byte) Math.round(value * 255 / layout.full());
    }
    return new Labelled(row.label().replaceFirst("\\.0+$", ""), new Picture(shape, light));
  }
}
