package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares runs on drawn digits: flatten, dense 70, dense 30, dense 10. */
class CompareCommandTest {
  @TempDir private static Path shared = Path.of("");

  private static Terminal terminal() {
    return new Terminal(shared.resolve("home"));
  }

  private static Path run(String name) {
    return shared.resolve(name);
  }

  private static void makeDigits(String name, int seed) {
    assertThat(
            terminal()
                .run("data", "make", "--out", run(name), "--count", 300, "--seed", seed)
                .status())
        .isZero();
  }

  private static void train(String name, String preset, String digits, int seed, int epochs) {
    Terminal.Result trained =
        terminal()
            .run(
                "train",
                "--preset",
                preset,
                "--data",
                run(digits),
                "--batch",
                50,
                "--learning-rate",
                0.2,
                "--epochs",
                epochs,
                "--seed",
                seed,
                "--threads",
                1,
                "--run",
                run(name));
    assertThat(trained.status()).as(trained.err()).isZero();
  }

  @BeforeAll
  static void trainNetworks() {
    makeDigits("digits", 1);
    makeDigits("others", 2);
    train("first", "mlp", "digits", 3, 2);
    train("second", "mlp", "digits", 4, 2);
    train("elsewhere", "mlp", "others", 3, 1);
    train("lenet", "lenet5", "digits", 3, 1);
  }

  private static JsonNode compare(Object... arguments) throws Exception {
    List<Object> all = new ArrayList<>(List.of("compare", "--json"));
    all.addAll(List.of(arguments));
    Terminal.Result done = terminal().run(all.toArray());
    assertThat(done.status()).as(done.err()).isZero();
    return done.json();
  }

  private static String refusal(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(arguments));
    Terminal.Result refused = terminal().run(all.toArray());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().strip()).doesNotContain("\n").hasSizeLessThan(320);
    return refused.err();
  }

  @Test
  void aRunIsItsOwnTwin() throws Exception {
    JsonNode found = compare(run("first"), run("first"));
    assertThat(found.get("layer").asText()).isEqualTo("3.dense");
    assertThat(found.get("matches")).hasSize(30);
    for (JsonNode match : found.get("matches")) {
      assertThat(match.get("a")).isEqualTo(match.get("b"));
      assertThat(match.get("similarity").doubleValue()).isEqualTo(1);
    }
    assertThat(found.get("mean_similarity").doubleValue()).isEqualTo(1);
    assertThat(found.get("baseline_similarity").doubleValue()).isBetween(0.0, 0.6);
    assertThat(found.get("sentence").asText())
        .isEqualTo("30 of 30 units have a twin (r > 0.8); in the same place: 30.");
    assertThat(found.get("only_a")).isEmpty();
    assertThat(found.get("mcnemar_p").doubleValue()).isEqualTo(1);
  }

  @Test
  void comparesTwoSeedsLayerByLayerAndImageByImage() throws Exception {
    JsonNode found = compare(run("first"), run("second"), "--layer", "2.dense");
    assertThat(found.get("matches")).hasSize(70);
    assertThat(found.get("matches").findValues("b").stream().distinct()).hasSize(70);
    assertThat(found.get("mean_similarity").doubleValue())
        .isGreaterThan(found.get("baseline_similarity").doubleValue())
        .isLessThan(1);
    assertThat(found.get("same_place_similarity").doubleValue()).isBetween(-0.2, 0.2);
    assertThat(found.get("cka").get("layers").toString())
        .isEqualTo("[\"2.dense\",\"3.dense\",\"4.dense\"]");
    assertThat(found.get("cka").get("values")).hasSize(3);
    int images = found.get("images").intValue();
    assertThat(
            found.get("both_correct").intValue()
                + found.get("only_a").size()
                + found.get("only_b").size()
                + found.get("both_wrong").size())
        .isEqualTo(images);
    JsonNode a = terminal().run("evaluate", run("first"), "--json").json();
    JsonNode b = terminal().run("evaluate", run("second"), "--json").json();
    assertThat(found.get("both_correct").intValue() + found.get("only_a").size())
        .isEqualTo((int) Math.round(a.get("accuracy").doubleValue() * images));
    for (int actual = 0; actual < 10; actual++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        assertThat(found.get("confusion_difference").get(actual).get(predicted).intValue())
            .isEqualTo(
                b.get("confusion").get(actual).get(predicted).intValue()
                    - a.get("confusion").get(actual).get(predicted).intValue());
      }
    }
  }

  @Test
  void comparesStepsOfOneRun() throws Exception {
    JsonNode found = compare(run("first") + "@0", run("first"), "--layer", "2.dense");
    assertThat(found.get("a").asText()).isEqualTo(run("first") + "@0");
    assertThat(found.get("mean_similarity").doubleValue()).isBetween(0.5, 0.9999);
    long samePlace =
        IntStream.range(0, found.get("matches").size())
            .mapToObj(found.get("matches")::get)
            .filter(match -> match.get("a").equals(match.get("b")))
            .count();
    assertThat(samePlace).as("units stay where they are").isGreaterThan(60);
  }

  @Test
  void takesTheLastConvolutionWhereThereIsOne() throws Exception {
    JsonNode found = compare(run("lenet"), run("lenet"));
    assertThat(found.get("layer").asText()).isEqualTo("3.convolution");
    assertThat(found.get("matches").size() + found.get("constant_a").size()).isEqualTo(16);
    assertThat(found.get("sentence").asText()).contains("filters have a twin");
  }

  @Test
  void saysItInWordsAndTables() {
    Terminal.Result done = terminal().run("compare", run("first"), run("second"));
    assertThat(done.status()).isZero();
    assertThat(done.out())
        .contains("of 30 units")
        .contains("|  29 |")
        .contains("Linear CKA of A's layers with B's")
        .contains("McNemar's test");
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThat(refusal(run("first"), run("lenet")))
        .contains("different architectures")
        .contains("choose two runs of one architecture");
    assertThat(refusal(run("first"), run("elsewhere")))
        .contains("different data")
        .contains("--data");
    assertThat(refusal(run("first") + "@7", run("second"))).contains("Step 7 is not stored");
    assertThat(refusal(run("first"), run("missing"))).contains("There is no run folder");
    assertThat(refusal(run("first"), run("second"), "--layer", "1.flatten"))
        .contains("no layer '1.flatten' with filters")
        .contains("2.dense, 3.dense, 4.dense");
  }

  @Test
  void comparesRunsOfOtherDataOnImagesThatAreGiven() throws Exception {
    JsonNode found = compare(run("first"), run("elsewhere"), "--data", run("digits"));
    assertThat(found.get("matches")).hasSize(30);
  }

  @Test
  void needsTwoRuns() {
    assertThat(terminal().run("compare", run("first")).status()).isEqualTo(2);
  }
}
