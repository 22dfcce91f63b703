package digitscope.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes tables as comma-separated values: RFC 4180 in UTF-8, lines that end in CR LF. */
public final class CsvTable {
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^\\s|\\s$");

  private CsvTable() {}

  /**
   * The text of a file.
   *
   * @param rows header first, all of the same length
   */
  public static String format(List<List<String>> rows) {
    return rows.stream().map(CsvTable::line).collect(Collectors.joining());
  }

  /**
   * Writes a file; one of that name is replaced, at once and only when the new one is complete.
   *
   * @param rows header first, all of the same length
   * @throws DataException if the file cannot be written
   */
  public static void write(Path file, List<List<String>> rows) throws DataException {
    WholeFile.write(file, out -> out.write(format(rows).getBytes(StandardCharsets.UTF_8)));
  }

  private static String line(List<String> row) {
    return row.stream().map(CsvTable::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(String text) {
    return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
