package digitscope.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Guesses from some rows how a CSV file of images is laid out. */
final class CsvGuess {
  private static final char[] DELIMITERS = {',', ';', '\t'};
  private static final Set<String> LABEL_NAMES =
      Set.of("label", "labels", "class", "target", "y", "digit", "letter", "category", "name");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
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

  /** The character that most likely stands between the fields of a line. */
  static char delimiter(CsvLines line) {
    char best = DELIMITERS[0];
    for (char delimiter : DELIMITERS) {
      if (line.count(delimiter) > line.count(best)) {
        best = delimiter;
      }
    }
    return best;
  }

  /**
   * Guesses.
   *
   * @throws DataException if the rows cannot be images with a label
   */
  static CsvLayout of(String file, char delimiter, List<String> first, List<List<String>> rows)
      throws DataException {
    List<List<String>> whole = rows.stream().filter(row -> row.size() == first.size()).toList();
    return new CsvGuess(first, whole).layout(file, delimiter);
  }

  private CsvLayout layout(String file, char delimiter) throws DataException {
    ImageShape shape = shape(file, columns - 1);
    boolean hasHeader = first.subList(1, columns - 1).stream().anyMatch(f -> !isNumber(f));
    if (rows.isEmpty() && hasHeader) {
      throw new DataException(file + " has no row of an image below its header");
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
    return new CsvLayout(delimiter, hasHeader, labelIsLast, shape, interleaved, full);
  }

  private static ImageShape shape(String file, int values) throws DataException {
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt((double) values / channels));
      if (side >= 2 && side <= LARGEST_SIDE && channels * side * side == values) {
        return new ImageShape(channels, side, side);
      }
    }
    throw new DataException(
        "%s has %,d fields in its first row; expected a label and the pixels of a square image, grey or of three channels, such as 785 for 28×28"
            .formatted(file, values + 1));
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
    boolean firstIsText = atFirst.stream().anyMatch(field -> !isNumber(field));
    boolean lastIsText = atLast.stream().anyMatch(field -> !isNumber(field));
    if (firstIsText != lastIsText) {
      return lastIsText;
    }
    boolean lastVaries = atLast.size() > 1;
    return lastVaries && (atFirst.size() < 2 || atLast.size() < atFirst.size());
  }

  private static boolean isLabelName(String field) {
    return LABEL_NAMES.contains(field.toLowerCase(Locale.ROOT));
  }

  private static boolean isNumber(String field) {
    return NUMBER.matcher(field).matches();
  }

  private static double number(String field) {
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
