package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PlainWriterTest {
  private static final String HOSTILE = "a\u001b]0;title\u0007\u009b2Jb\rc\u202ed";

  @Test
  void printsNothingThatATerminalObeys() {
    String expected = "a ]0;title  2Jb c d";
    assertThat(printed(out -> out.println(HOSTILE))).isEqualTo(expected + "\n");
    assertThat(printed(out -> out.printf("%s", HOSTILE))).isEqualTo(expected);
    assertThat(printed(out -> out.append(HOSTILE))).isEqualTo(expected);
    assertThat(printed(out -> out.write(HOSTILE.toCharArray()))).isEqualTo(expected);
    assertThat(printed(out -> HOSTILE.chars().forEach(out::write))).isEqualTo(expected);
  }

  @Test
  void keepsLinesTabsAndAllOtherText() {
    String text = "one\ttwo\nthree – é 数 \uD83D\uDE00\n";
    assertThat(printed(out -> out.print(text))).isEqualTo(text);
  }

  @Test
  void repeatsALineOnlyWhereAPrintBegins() {
    String again = PlainWriter.SAME_LINE;
    assertThat(printed(out -> out.print(again + "50 %"))).isEqualTo(again + "50 %");
    assertThat(printed(out -> out.print("x" + again))).isEqualTo("x  [K");
  }

  @Test
  void tablesKeepTheirRowsWhateverIsInACell() {
    List<List<String>> rows = List.of(List.of("class", "count"), List.of("a\nb\u001b[1m", "1"));
    assertThat(TextTable.markdown(rows, 1).lines())
        .containsExactly("| class   | count |", "| ------- | ----: |", "| a b [1m |     1 |");
  }

  @Test
  void jsonIsTheSameAfterItWasMadePlain() throws Exception {
    String json = JsonOutput.format(Map.of("class", HOSTILE + "\uD83D\uDE00"));
    assertThat(json).doesNotContain("\u009b", "\u202e", "\u001b").contains("\\u009b");
    assertThat(new ObjectMapper().readTree(json).get("class").asText())
        .isEqualTo(HOSTILE + "\uD83D\uDE00");
  }

  private static String printed(Consumer<PrintWriter> printing) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PlainWriter(new PrintWriter(text));
    printing.accept(out);
    out.flush();
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
