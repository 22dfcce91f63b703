package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTextTest {
  @Test
  void keepsItsTablesReadableWhateverTheNamesAre() {
    List<String> names = List.of("a\nb", "x".repeat(500), "\u001b[31mred");
    byte[] labels = {0, 1, 2};
    Dataset images =
        new Dataset("three", new ImageShape(1, 1, 1), names, new byte[] {1, 2, 3}, labels);
    float[] probabilities = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    String text = EvaluationText.format(images, new Evaluation(5, 3, labels, probabilities, 0.5));

    assertThat(text).contains("a b").doesNotContain("\u001b");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    List<String> lines = text.lines().toList();
    int header =
        lines.indexOf(
            lines.stream().filter(l -> l.contains("precision")).findFirst().orElseThrow());
    assertThat(lines.subList(header, header + 4))
        .extracting(String::length)
        .containsOnly(lines.get(header).length());
  }
}
