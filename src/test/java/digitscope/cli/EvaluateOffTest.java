package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches units of a run on drawn digits off: flatten, dense 70, dense 30, dense 10. */
class EvaluateOffTest {
  @TempDir private static Path shared = Path.of("");

  private static Path run() {
    return shared.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  @BeforeAll
  static void trainOnDrawnDigits() {
    Path digits = shared.resolve("digits");
    assertThat(terminal().run("data", "make", "--out", digits, "--count", 600).status()).isZero();
    Terminal.Result trained =
        terminal()
            .run(
                "train",
                "--preset",
                "mlp",
                "--data",
                digits,
                "--batch",
                50,
                "--learning-rate",
                0.2,
                "--epochs",
                2,
                "--seed",
                3,
                "--threads",
                2,
                "--run",
                run());
    assertThat(trained.status()).isZero();
  }

  private static JsonNode evaluate(Object... more) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", run(), "--json"));
    arguments.addAll(List.of(more));
    return terminal().run(arguments.toArray()).json();
  }

  @Test
  void saysWhatIsOffAndWhatTheAccuracyWas() throws Exception {
    JsonNode before = evaluate();
    JsonNode after = evaluate("--off", "3.dense:5,2,5");
    assertThat(after.get("off").toString()).isEqualTo("{\"layer\":\"3.dense\",\"units\":[2,5]}");
    assertThat(after.get("accuracy_before")).isEqualTo(before.get("accuracy"));
    assertThat(after.get("loss")).isNotEqualTo(before.get("loss"));
    assertThat(after.get("images")).isEqualTo(before.get("images"));
    assertThat(before.has("off")).isFalse();
    assertThat(before.has("accuracy_before")).isFalse();
    assertThat(evaluate()).as("the run stays as it is").isEqualTo(before);
  }

  /** Then only the biases behind it are left, which say the same of every image. */
  @Test
  void withAWholeLayerOffEveryImageIsPredictedAlike() throws Exception {
    String all = IntStream.range(0, 70).mapToObj(String::valueOf).collect(Collectors.joining(","));
    JsonNode after = evaluate("--off", "2.dense:" + all);
    long predicted =
        IntStream.range(0, 10)
            .filter(
                column ->
                    IntStream.range(0, 10)
                        .anyMatch(row -> after.get("confusion").get(row).get(column).asInt() > 0))
            .count();
    assertThat(predicted).isEqualTo(1);
  }

  @Test
  void saysItInASentence() {
    String text = terminal().run("evaluate", run(), "--off", "2.dense:7").out();
    assertThat(text).startsWith("With unit 7 of 2.dense off, accuracy is ").contains("instead of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9.dense:1 | The network has no layer 9.dense; choose one of 2.dense, 3.dense",
        "dense:1 | The network has no layer dense; choose one of 2.dense, 3.dense",
        "1.flatten:1 | Layer 1.flatten has no units of its own; choose one of 2.dense, 3.dense",
        "4.dense:1 | The units of 4.dense are the classes, which can't be switched "
            + "off; choose one of 2.dense, 3.dense",
        "2.dense:70 | Layer 2.dense has no unit 70: use numbers from 0 to 69",
      })
  void namesWhatTheNetworkHasInstead(String off, String sentence) {
    Terminal.Result refused = terminal().run("evaluate", run(), "--off", off);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err().strip()).contains(sentence).doesNotContain("\n");
    assertThat(refused.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.dense",
        "2.dense:",
        ":3",
        "2.dense:x",
        "2.dense:-1",
        "2.dense:1;2",
        "2.dense:1,,2",
        "2.dense:9999999999999"
      })
  void refusesWhatNamesNoUnits(String off) {
    Terminal.Result refused = terminal().run("evaluate", run(), "--off", off);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("'" + off + "' does not name units")
        .contains("such as 1.convolution:3,5");
  }
}
