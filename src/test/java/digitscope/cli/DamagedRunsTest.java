package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.run.RunFolder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is damaged costs its own contents, and is said in a sentence. */
class DamagedRunsTest {
  @TempDir private Path temp = Path.of("");

  private Terminal.Result evaluate(Path run, Object... more) throws URISyntaxException {
    Object[] arguments =
        Stream.concat(
                Stream.of("evaluate", run, "--data", OldRuns.resource("digits"), "--json"),
                Arrays.stream(more))
            .toArray();
    return new Terminal(temp.resolve("runs")).run(arguments);
  }

  private static void assertSentence(Terminal.Result result, int status) {
    assertThat(result.status()).as(result.err()).isEqualTo(status);
    assertThat(result.err()).doesNotContain("Exception", "\tat ", "com.fasterxml", "line -1");
    assertThat(result.err().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(320));
  }

  @Test
  void usesTheCheckpointBeforeADamagedOneUnlessItIsAskedFor() throws Exception {
    Path run = OldRuns.copy("mlp-finished", temp);
    Files.writeString(run.resolve("checkpoints/step-000030.npz"), "damaged");

    Terminal.Result result = evaluate(run);
    assertSentence(result, 0);
    assertThat(result.err()).contains("step 30", "step 0");
    assertThat(result.json().get("confusion")).hasSize(10);
    Terminal.Result asked = evaluate(run, "--step", 30);
    assertSentence(asked, 1);
    assertThat(asked.err()).contains("step-000030.npz cannot be used", "at steps 0");
    assertSentence(evaluate(run, "--step", 0), 0);

    Terminal.Result resumed =
        new Terminal(temp.resolve("runs"))
            .run("train", "--resume", "--run", run, "--data", OldRuns.resource("digits"), "--json");
    assertSentence(resumed, 0);
    assertThat(resumed.err()).contains("step 30 is damaged", "Continuing from step 0");
    assertThat(resumed.json().get("steps").asInt()).isEqualTo(30);
  }

  @Test
  void saysWhenTheLearningRateRisesAgain() throws Exception {
    Path run = OldRuns.copy("cnn-finished", temp);
    Object[] resume = {
      "train", "--resume", "--run", run, "--data", OldRuns.resource("digits"), "--epochs", 2
    };
    Terminal terminal = new Terminal(temp.resolve("runs"));
    assertThat(terminal.run(resume).err())
        .contains(
            "Note: The learning rate rises again, from 5.00e-05 to 0.000525: its schedule now ends"
                + " after 2 epochs, not 1.");
    assertThat(terminal.run(resume).err()).doesNotContain("rises again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.csv", "evaluations.jsonl"})
  void evaluatesAndTrainsOnWithoutWhatIsDamaged(String name) throws Exception {
    Path run = OldRuns.copy("mlp-interrupted", temp);
    for (String text : List.of("", "[".repeat(100_000) + "\n", "\0\n\n,,,\n")) {
      Files.writeString(run.resolve(name), text);
      assertSentence(evaluate(run), 0);
      RunFolder.open(run, note -> assertThat(note).hasSizeLessThan(600)).history(30);
    }
  }

  private static Stream<String> hostileJson() {
    return Stream.of(
        "[".repeat(2_000) + "]".repeat(2_000),
        "{\"training\":".repeat(5_000),
        "{\"limit\": " + "9".repeat(1_000) + "}",
        "{\"limit\": 1e" + "9".repeat(1_000) + "}",
        "{\"limit\": 1e999999999}",
        "{\"name\": \"" + "x".repeat(1_000_000) + "\"}",
        "{\"" + "x".repeat(1_000_000) + "\": 1}",
        "{\"version\": 1e5}",
        "{\"version\": -1}",
        "{\"version\": null}",
        "{\"network\": [null]}",
        "{\"training\": 7}",
        "\ufeff{",
        "\0");
  }

  @Test
  void saysWhatIsWrongWithHostileConfigurations() throws Exception {
    Path good = OldRuns.copy("mlp-finished", temp);
    Path file = temp.resolve("hostile.json");
    for (String text : hostileJson().toList()) {
      Files.writeString(file, text);
      Terminal terminal = new Terminal(temp);
      assertSentence(terminal.run("train", "--config", file), 1);
      Path config = Files.writeString(good.resolve("config.json"), text);
      assertSentence(evaluate(good), 1);
      Files.copy(
          OldRuns.resource("mlp-finished/config.json"),
          config,
          StandardCopyOption.REPLACE_EXISTING);
      Path provenance = Files.writeString(good.resolve("provenance.json"), text);
      assertSentence(evaluate(good), 1);
      Files.copy(
          OldRuns.resource("mlp-finished/provenance.json"),
          provenance,
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertSentence(evaluate(good), 0);
  }
}
