package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and differences of runs of a small network on few digits. */
class RunsCommandsTest {
  @TempDir private static Path home = Path.of("");

  private static Terminal terminal() {
    return new Terminal(home.resolve("runs"));
  }

  private static Path train(String name, Object... more) {
    Path run = home.resolve("runs").resolve(name);
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--preset", "mlp", "--data", home.resolve("digits"), "--run", run));
    arguments.addAll(List.of("--batch", 50, "--epochs", 2, "--threads", 1));
    arguments.addAll(List.of(more));
    assertThat(terminal().run(arguments.toArray()).status()).isZero();
    return run;
  }

  @BeforeAll
  static void trainTwo() {
    Path digits = home.resolve("digits");
    assertThat(terminal().run("data", "make", "--out", digits, "--count", 240).status()).isZero();
    train("first", "--seed", 3);
    train("second", "--seed", 4, "--learning-rate", 0.2, "--validation", 0.1);
  }

  @Test
  void listsRunsWithThePromisedKeys() throws Exception {
    Path broken = Files.createDirectories(home.resolve("runs/broken"));
    Files.writeString(broken.resolve("config.json"), "{");
    Terminal.Result listed = terminal().run("runs", "list", "--json");
    assertThat(listed.status()).isZero();
    JsonNode runs = listed.json().get("runs");
    assertThat(runs).hasSize(3);
    JsonNode first = runs.get(0).get("name").asText().equals("first") ? runs.get(0) : runs.get(1);
    assertThat(first.get("run").asText()).isEqualTo(home.resolve("runs/first").toString());
    assertThat(first.get("preset").asText()).isEqualTo("mlp");
    assertThat(first.get("data").asText()).isEqualTo(home.resolve("digits").toString());
    assertThat(first.get("seed").asLong()).isEqualTo(3);
    assertThat(first.get("steps").asLong()).isEqualTo(10);
    assertThat(first.get("problem").isNull()).isTrue();
    assertThat(first.get("moments")).extracting(JsonNode::asLong).contains(0L, 5L, 10L);
    JsonNode evaluated = terminal().run("evaluate", home.resolve("runs/first"), "--json").json();
    assertThat(first.get("test_accuracy")).isEqualTo(evaluated.get("accuracy"));
    assertThat(first.get("best_step").isNumber()).isTrue();
    JsonNode damaged = runs.get(2);
    assertThat(damaged.get("name").asText()).isEqualTo("broken");
    assertThat(damaged.get("problem").asText()).contains("broken").contains("config.json");
    assertThat(damaged.get("test_accuracy").isNull()).isTrue();

    Terminal.Result text = terminal().run("runs", "list");
    assertThat(text.out().lines())
        .anyMatch(line -> line.matches("\\| first +\\| mlp +\\|.*\\| +3 \\| +10 \\|.*%.*"))
        .anyMatch(line -> line.startsWith("Damaged: ") && line.contains("config.json"));
  }

  @Test
  void saysHowToMakeARunWhereThereIsNone() {
    Terminal.Result listed = new Terminal(home.resolve("none")).run("runs", "list");
    assertThat(listed.status()).isZero();
    assertThat(listed.out()).contains("no runs in").contains("digitscope train");
  }

  @Test
  void showsOnlyTheSettingsThatDiffer() throws Exception {
    Path other = home.resolve("runs/second");
    JsonNode diff =
        terminal().run("runs", "diff", home.resolve("runs/first"), other, "--json").json();
    assertThat(diff.get("differences"))
        .extracting(found -> found.get("setting").asText())
        .containsExactlyInAnyOrder(
            "training.learningRate", "training.validation.fraction", "training.seed");
    for (JsonNode found : diff.get("differences")) {
      if (found.get("setting").asText().equals("training.learningRate")) {
        assertThat(found.get("a").asDouble()).isEqualTo(0.5);
        assertThat(found.get("b").asDouble()).isEqualTo(0.2);
      }
    }
    assertThat(diff.get("same_images").asBoolean()).isTrue();
    assertThat(diff.get("b").asText()).isEqualTo(other.toString());
    // By name, as the user's list has them.
    Terminal.Result text = terminal().run("runs", "diff", "first", "second");
    assertThat(text.out())
        .contains("| training.learningRate")
        .contains("test accuracy")
        .doesNotContain("batchSize");
    assertThat(terminal().run("runs", "diff", "first", "first").out())
        .contains("The runs have the same settings.");
  }

  @Test
  void refusesWhatIsNoRun() {
    Terminal.Result refused = terminal().run("runs", "diff", "first", "nowhere");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("There is no run folder nowhere; check the path");
    Terminal.Result bare = terminal().run("runs");
    assertThat(bare.status()).isEqualTo(2);
    assertThat(bare.err()).contains("'runs' needs a subcommand");
  }
}
