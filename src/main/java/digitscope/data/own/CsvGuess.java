package digitscope.data.own;

import digitscope.data.CsvLayout;
import digitscope.data.DataException;
import digitscope.data.ImageShape;
import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Guesses from some rows how a CSV file of images is laid out. */
final class CsvGuess {
  /** Characters that may stand between fields; a decimal comma is tried last. */
  static final List<Character> DELIMITERS = List.of(';', '\t', '|', ',');

  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "class", "target", "y", "digit", "letter", "category", "name");

  /** A row of fewer values can have different ones by chance. */
  private static final int MANY_VALUES = 64;

  /** A row of fewer values can go up by 1 each by chance. */
  private static final int FEW_VALUES = 12;

  private static final int LARGEST_SIDE = 256;

  private final List<String> first;
  private final List<List<String>> rows;
  private final int columns;

  /**
   * @param first fields of the file's first line
   * @param rows fields of other lines, of as many columns
   */
  private CsvGuess(List<String> first, List<List<String>> rows) {
    this.first = first;
    this.rows = rows;
    this.columns = first.size();
  }

  /**
   * The character that most likely stands between fields: one that makes an image of the first row,
   * else the most frequent one. A decimal comma is as frequent as a semicolon.
   *
   * @param counts how many fields each character makes of the first row
   */
  static char delimiter(Map<Character, Integer> counts) {
    return DELIMITERS.stream()
        .filter(delimiter -> square(counts.getOrDefault(delimiter, 0) - 1).isPresent())
        .findFirst()
        .orElseGet(
            () ->
                DELIMITERS.stream()
                    .max(Comparator.comparingInt(delimiter -> counts.getOrDefault(delimiter, 0)))
                    .orElseThrow());
  }

  /**
   * Guesses.
   *
   * @throws DataException if the rows cannot be images with a label
   */
  static CsvLayout of(
      String file, Charset encoding, char delimiter, List<String> first, List<List<String>> rows)
      throws DataException {
    List<List<String>> whole = rows.stream().filter(row -> row.size() == first.size()).toList();
    return new CsvGuess(first, whole).layout(file, encoding, delimiter);
  }

  private CsvLayout layout(String file, Charset encoding, char delimiter) throws DataException {
    ImageShape shape = shape(file, columns - 1);
    boolean hasHeader = hasHeader();
    if (rows.isEmpty() && hasHeader) {
      throw new DataException(file + " has no image below its header; choose another file");
    }
    boolean labelIsLast = labelIsLast(hasHeader);
    double most = 0;
    double near = 0;
    double far = 0;
    int start = labelIsLast ? 0 : 1;
    for (List<String> row : rows.isEmpty() ? List.of(first) : rows) {
      double[] values =
          row.subList(start, start + columns - 1).stream().mapToDouble(CsvGuess::number).toArray();
      for (int i = 0; i < values.length; i++) {
        most = Math.max(most, values[i]);
        near += Math.abs(values[i] - values[Math.min(i + 1, values.length - 1)]);
        far += Math.abs(values[i] - values[Math.min(i + 3, values.length - 1)]);
      }
    }
    double full = most <= 1 ? 1 : most <= 16 ? 16 : 255;
    boolean interleaved = shape.channels() == 3 && far < near;
    return new CsvLayout(encoding, delimiter, hasHeader, labelIsLast, shape, interleaved, full);
  }

  /** By words where values should be, by the name of a label, or by numbers that only count. */
  private boolean hasHeader() {
    List<String> values = first.subList(1, columns - 1);
    if (values.stream().anyMatch(field -> !CsvNumbers.isNumber(field))) {
      return true;
    }
    if (isOnlyNamed(0) || isOnlyNamed(columns - 1)) {
      return true;
    }
    return isCounting(values)
        || (values.size() >= MANY_VALUES
            && isAllDifferent(values)
            && !rows.isEmpty()
            && rows.stream().noneMatch(row -> isAllDifferent(row.subList(1, columns - 1))));
  }

  /** Whether a column begins with what is a label's name, or a word, and goes on with neither. */
  private boolean isOnlyNamed(int column) {
    String name = first.get(column);
    if (rows.isEmpty() || CsvNumbers.isNumber(name)) {
      return false;
    }
    return isLabelName(name)
        ? rows.stream().noneMatch(row -> row.get(column).equalsIgnoreCase(name))
        : rows.stream().allMatch(row -> CsvNumbers.isNumber(row.get(column)));
  }

  /** Whether each number is the one before and 1, as those of columns are. */
  private static boolean isCounting(List<String> numbers) {
    double first = number(numbers.get(0));
    return numbers.size() >= FEW_VALUES
        && IntStream.range(0, numbers.size()).allMatch(i -> number(numbers.get(i)) == first + i);
  }

  private static boolean isAllDifferent(List<String> fields) {
    return new HashSet<>(fields).size() == fields.size();
  }

  private static ImageShape shape(String file, int values) throws DataException {
    return square(values)
        .orElseThrow(
            () ->
                new DataException(
                    String.format(
                        Locale.ROOT,
                        "%s has %,d fields in its first row; it needs a label and the "
                            + "pixels of a square image with one or three channels, such as 785 "
                            + "for 28×28",
                        file,
                        values + 1)));
  }

  /** The square image that has this many values. */
  private static Optional<ImageShape> square(int values) {
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt((double) values / channels));
      if (side >= 2 && side <= LARGEST_SIDE && channels * side * side == values) {
        return Optional.of(new ImageShape(channels, side, side));
      }
    }
    return Optional.empty();
  }

  /** By the header, else by what is no number, else by which column looks like a few classes. */
  private boolean labelIsLast(boolean hasHeader) {
    int last = columns - 1;
    if (hasHeader && isLabelName(first.get(0)) != isLabelName(first.get(last))) {
      return isLabelName(first.get(last));
    }
    Set<String> atFirst = new HashSet<>();
    Set<String> atLast = new HashSet<>();
    for (List<String> row : rows) {
      atFirst.add(row.get(0));
      atLast.add(row.get(last));
    }
    boolean firstIsText = atFirst.stream().anyMatch(field -> !CsvNumbers.isNumber(field));
    boolean lastIsText = atLast.stream().anyMatch(field -> !CsvNumbers.isNumber(field));
    if (firstIsText != lastIsText) {
      return lastIsText;
    }
    boolean lastVaries = atLast.size() > 1;
    return lastVaries && (atFirst.size() < 2 || atLast.size() < atFirst.size());
  }

  private static boolean isLabelName(String field) {
    return LABEL_NAMES.contains(field.toLowerCase(Locale.ROOT));
  }

  private static double number(String field) {
    return CsvNumbers.isNumber(field) ? CsvNumbers.value(field) : 0;
  }
}
