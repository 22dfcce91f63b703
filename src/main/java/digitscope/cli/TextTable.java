package digitscope.cli;

import digitscope.io.PlainText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns of even width. */
final class TextTable {
  private static final int LONGEST_NAME = 30;

  private TextTable() {}

  /**
   * A table in Markdown.
   *
   * @param cells header first, all of the same length
   * @param leftAligned number of columns aligned to the left, the rest, of numbers, to the right
   */
  static String markdown(List<List<String>> cells, int leftAligned) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(PlainText::clean).toList()).toList();
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .map(width -> Math.max(width, 3))
            .toArray();
    String rule =
        IntStream.range(0, columns)
            .mapToObj(
                column ->
                    column < leftAligned
                        ? "-".repeat(widths[column])
                        : "-".repeat(widths[column] - 1) + ":")
            .collect(Collectors.joining(" | ", "| ", " |"));
    List<String> lines =
        rows.stream().map(row -> line(row, widths, leftAligned)).collect(Collectors.toList());
    lines.add(1, rule);
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(List<String> row, int[] widths, int leftAligned) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column -> {
              String padding = " ".repeat(widths[column] - row.get(column).length());
              return column < leftAligned ? row.get(column) + padding : padding + row.get(column);
            })
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** A name as a table shows it: on one line, and so short that the table stays one. */
  static String name(String name) {
    return PlainText.cut(PlainText.clean(name), LONGEST_NAME);
  }
}
