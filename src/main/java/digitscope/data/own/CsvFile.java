package digitscope.data.own;

import digitscope.data.CsvLayout;
import digitscope.data.DataException;
import digitscope.data.ImageShape;
import digitscope.data.ImportChoices;
import digitscope.data.Picture;
import digitscope.data.Progress;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final int LONGEST_LABEL = 100;

  /** What stands for bytes that have no meaning in an encoding. */
  private static final char UNKNOWN = '\ufffd';

  /**
   * Looks at some rows.
   *
   * @throws DataException if they cannot be images with a label
   */
  static CsvFile open(Path file) throws IOException, DataException {
    Charset encoding = CsvEncoding.of(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      char delimiter = delimiter(channel, encoding);
      List<String> first = first(channel, encoding, delimiter);
      if (first.isEmpty()) {
        throw new DataException(file + " is empty; choose another file");
      }
      if (first.size() < 3) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s is not a CSV file of images: its first row has %,d field%s; each row "
                    + "needs a label and the pixels of an image",
                file,
                first.size(),
                first.size() == 1 ? "" : "s"));
      }
      List<List<String>> rows = new ArrayList<>();
      look(channel, encoding, delimiter, (row, near) -> rows.add(row.texts()));
      return new CsvFile(file, CsvGuess.of(file.toString(), encoding, delimiter, first, rows));
    } catch (DataException e) {
      throw named(file, e);
    }
  }

  private static char delimiter(FileChannel channel, Charset encoding)
      throws IOException, DataException {
    Optional<Character> separator = CsvRows.separator(channel, encoding);
    if (separator.isPresent()) {
      return separator.get();
    }
    Map<Character, Integer> counts = new HashMap<>();
    for (char delimiter : CsvGuess.DELIMITERS) {
      counts.put(delimiter, first(channel, encoding, delimiter).size());
    }
    return CsvGuess.delimiter(counts);
  }

  private static List<String> first(FileChannel channel, Charset encoding, char delimiter)
      throws IOException, DataException {
    return CsvRows.from(channel, encoding, delimiter).next().map(CsvRow::texts).orElse(List.of());
  }

  private static DataException named(Path file, DataException e) {
    String message = Reason.of(e);
    return message.startsWith(file.toString()) ? e : new DataException(file + " " + message, e);
  }

  /** Takes a row, which is good until the next one, and about where in the file it is. */
  private interface Looker {
    void see(CsvRow row, long near);
  }

  /**
   * Looks at rows from all over the file, each once, or at all rows of a small one; the first row,
   * a header maybe, is not among them.
   */
  private static void look(FileChannel channel, Charset encoding, char delimiter, Looker looker)
      throws IOException, DataException {
    int places = isSmall(channel, encoding, delimiter) ? 1 : PLACES;
    for (int i = 0; i < places; i++) {
      CsvRows rows = CsvRows.after(channel, channel.size() * i / places, encoding, delimiter);
      Optional<CsvRow> row = rows.next();
      for (int k = 0; k < PLACES * ROWS_AT_PLACE / places && row.isPresent(); k++) {
        looker.see(row.get(), rows.position());
        row = rows.next();
      }
    }
  }

  /** Whether the file ends before all places would have rows of their own. */
  private static boolean isSmall(FileChannel channel, Charset encoding, char delimiter)
      throws IOException, DataException {
    CsvRows rows = CsvRows.after(channel, 0, encoding, delimiter);
    for (int k = 0; k <= PLACES * ROWS_AT_PLACE; k++) {
      if (rows.next().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<CsvLayout> csv() {
    return Optional.of(guess);
  }

  @Override
  public List<Labeled> sample(ImportProblems problems) throws IOException, DataException {
    return sample(guess, problems);
  }

  /** Pictures from all over the file, read in another layout. */
  List<Labeled> sample(CsvLayout layout, ImportProblems problems)
      throws IOException, DataException {
    List<Labeled> sample = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      look(
          channel,
          layout.encoding(),
          layout.delimiter(),
          (row, near) -> {
            try {
              sample.add(labeled(row, layout));
            } catch (InvalidValueException e) {
              problems.add(
                  String.format(Locale.ROOT, "%s, near byte %,d: %s", path, near, Reason.of(e)));
            }
          });
    }
    Map<String, String> classes = classes(sample.stream().map(Labeled::className).toList());
    return sample.stream().map(one -> new Labeled(name(one, classes), one.picture())).toList();
  }

  private static String name(Labeled one, Map<String, String> classes) {
    return classes.getOrDefault(one.className(), one.className());
  }

  @Override
  public Map<String, String> classes(Collection<String> labels) {
    return CsvNumbers.classes(labels);
  }

  @Override
  public List<String> findings() {
    return findings(guess);
  }

  /** As {@link #findings()}, of rows in another layout. */
  static List<String> findings(CsvLayout layout) {
    List<String> findings = new ArrayList<>();
    if (!layout.encoding().equals(StandardCharsets.UTF_8)) {
      findings.add("Encoding: " + CsvEncoding.title(layout.encoding()));
    }
    findings.add(
        String.format(
            Locale.ROOT,
            "%s, label in the %s column, %,d values from 0 to %s per row for %s",
            layout.hasHeader() ? "Header row" : "No header row",
            layout.labelIsLast() ? "last" : "first",
            layout.shape().size(),
            layout.full() == 1 ? "1" : Integer.toString((int) layout.full()),
            layout.shape()));
    return findings;
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
      CsvRows rows = CsvRows.from(channel, layout.encoding(), layout.delimiter());
      boolean isHeader = layout.hasHeader();
      Optional<CsvRow> row = rows.next();
      while (row.isPresent()) {
        if (progress.isCancelled()) {
          throw new CancellationException();
        }
        if (!isHeader) {
          visit(rows, row.get(), layout, visitor);
        }
        isHeader = false;
        progress.advance(Math.min(1, rows.position() / size));
        row = rows.next();
      }
    } catch (DataException e) {
      throw named(path, e);
    }
  }

  private void visit(CsvRows rows, CsvRow row, CsvLayout layout, Visitor visitor)
      throws IOException, DataException {
    Labeled labeled;
    try {
      labeled = labeled(row, layout);
    } catch (InvalidValueException e) {
      visitor.skip(
          String.format(Locale.ROOT, "%s, line %,d: %s", path, rows.line(row), Reason.of(e)));
      return;
    }
    visitor.take(labeled.className(), Part.ANY, labeled.picture());
  }

  private static Labeled labeled(CsvRow row, CsvLayout layout) {
    if (row.count() != layout.columns()) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "it has %,d fields instead of %,d", row.count(), layout.columns()));
    }
    String label = label(row.text(layout.labelIsLast() ? layout.columns() - 1 : 0), layout);
    ImageShape shape = layout.shape();
    int plane = shape.height() * shape.width();
    byte[] light = new byte[shape.size()];
    for (int i = 0; i < light.length; i++) {
      double value = row.number(layout.labelIsLast() ? i : i + 1);
      if (!(value >= 0 && value <= layout.full())) {
        throw new InvalidValueException(
            "the value %s must be from 0 to %s".formatted(value, layout.full()));
      }
      int at = layout.isInterleaved() ? i % shape.channels() * plane + i / shape.channels() : i;
      light[at] = (byte) Math.round(value * 255 / layout.full());
    }
    return new Labeled(label, new Picture(shape, light));
  }

  private static String label(String text, CsvLayout layout) {
    if (text.isEmpty()) {
      throw new InvalidValueException("its label is empty");
    } else if (text.length() > LONGEST_LABEL) {
      throw new InvalidValueException(
          String.format(Locale.ROOT, "its label is longer than %d characters", LONGEST_LABEL));
    } else if (text.indexOf(UNKNOWN) >= 0) {
      throw new InvalidValueException(
          "its label can't be read as %s; choose another encoding"
              .formatted(CsvEncoding.title(layout.encoding())));
    }
    return text.replaceAll("\\s+", " ");
  }
}
