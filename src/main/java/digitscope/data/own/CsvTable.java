package digitscope.data.own;

import digitscope.data.DataException;
import digitscope.io.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes tables as comma-separated values: RFC 4180 in UTF-8, lines that end in CR LF. Text that
 * begins as a formula does, and is no number, gets an apostrophe before it, so that no spreadsheet
 * computes what a file or a class is called.
 */
public final class CsvTable {
  /**
   * Text that a spreadsheet would compute (a label {@code =1+1}), or take for the end of a cell.
   */
  private static final Pattern FORMULA =
      Pattern.compile("[=+\\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d+)?([eE][+-]?\\d+)?|NaN|Infinity)");
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
    try {
      OutputFile.write(file, format(rows));
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }

  private static String line(List<String> row) {
    return row.stream().map(CsvTable::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(String value) {
    boolean isFormula = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches();
    String text = isFormula ? "'" + value : value;
    return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
