package digitscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.digits.Glyph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlyphFilesTest {
  private final GlyphFiles files = new GlyphFiles();

  @Test
  void bundlesManyWaysOfWritingEachDigit() {
    var counts =
        files.bundled().stream()
            .collect(Collectors.groupingBy(Glyph::digit, Collectors.counting()));

    assertThat(counts.keySet()).containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
    assertThat(counts.values()).allMatch(count -> count >= 9);
  }

  @Test
  void keepsTheBundledPointsNearTheUnitBox() {
    assertThat(files.bundled())
        .flatExtracting(Glyph::strokes)
        .flatExtracting(Glyph.Stroke::points)
        .allMatch(p -> p.x() >= -0.1 && p.x() <= 1.15 && p.y() >= -0.1 && p.y() <= 1.1);
  }

  @Test
  void parsesStrokes() throws ConfigException {
    List<Glyph> glyphs =
        files.parse(
            """
            {"about": [], "digits": {"7": {"plain": ["10,5 80,-5! 40,95", "30,50 70,50"]}}}
            """,
            "my.json");

    assertThat(glyphs).hasSize(1);
    assertThat(glyphs.get(0).digit()).isEqualTo(7);
    assertThat(glyphs.get(0).name()).isEqualTo("plain");
    assertThat(glyphs.get(0).strokes()).hasSize(2);
    assertThat(glyphs.get(0).strokes().get(0).points())
        .containsExactly(
            new Glyph.Point(0.10, 0.05, false),
            new Glyph.Point(0.80, -0.05, true),
            new Glyph.Point(0.40, 0.95, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10,5 80;5 | Expected points such as '10,5' or '10,5!', not '80;5'",
        "10,5 x,5  | Expected points such as '10,5' or '10,5!', not 'x,5'",
        "10,5      | A stroke needs at least two points"
      })
  void namesTheWayWhoseStrokeIsWrong(String stroke, String reason) {
    String json = "{\"about\": [], \"digits\": {\"4\": {\"open\": [\"%s\"]}}}".formatted(stroke);

    assertThatThrownBy(() -> files.parse(json, "my.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("my.json, digit 4 named 'open': " + reason);
  }

  @Test
  void rejectsADigitThatIsNone() {
    String json = "{\"about\": [], \"digits\": {\"12\": {\"dozen\": [\"1,2 3,4\"]}}}";

    assertThatThrownBy(() -> files.parse(json, "my.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("my.json, digit 12 named 'dozen': ");
  }

  @Test
  void namesTheLineThatIsNoJson() {
    assertThatThrownBy(() -> files.parse("{\"about\": [],\n\"digits\": {oops}}", "my.json"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("my.json, line 2, ");
  }
}
