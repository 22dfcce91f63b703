package digitscope.data.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {
  @TempDir private Path temp = Path.of("");

  /** The examples of RFC 4180, section 2, rules 1, 5, 6 and 7. */
  @Test
  void quotesWhatTheStandardAsksFor() {
    List<List<String>> rows =
        List.of(
            List.of("aaa", "bbb", "ccc"),
            List.of("aaa", "b\r\nbb", "ccc"),
            List.of("aaa", "b\"bb", "c,c"),
            List.of("", " x", "é"));
    assertThat(CsvTable.format(rows))
        .isEqualTo(
            "aaa,bbb,ccc\r\naaa,\"b\r\nbb\",ccc\r\naaa,\"b\"\"bb\",\"c,c\"\r\n,\" x\",é\r\n");
  }

  /** What a spreadsheet takes for a formula: OWASP, CSV Injection. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+1",
        "-1+1",
        "-",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "-Infinity()"
      })
  void putsAnApostropheBeforeWhatASpreadsheetWouldCompute(String text) {
    String line = CsvTable.format(List.of(List.of("a", text)));
    assertThat(line.replace("\"", "")).isEqualTo("a,'" + text + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "+0.5", "-1.5E-10", "1e300", "NaN", "-Infinity", "a=1", "3-4", "'", "1@2"})
  void leavesNumbersAndOtherTextAsTheyAre(String text) {
    assertThat(CsvTable.format(List.of(List.of("a", text)))).isEqualTo("a," + text + "\r\n");
  }

  @Test
  void replacesAFileOnlyByAWholeOneInUtf8() throws Exception {
    Path file = Files.writeString(temp.resolve("table.csv"), "old");
    CsvTable.write(file, List.of(List.of("ziffer"), List.of("fünf")));
    assertThat(Files.readAllBytes(file))
        .isEqualTo("ziffer\r\nfünf\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> CsvTable.write(temp.resolve("no/table.csv"), List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no/table.csv cannot be written");
  }
}
