package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats of a small network on few digits. */
class RunsRepeatCommandTest {
  @TempDir private Path temp = Path.of("");

  private Terminal terminal() {
    return new Terminal(temp.resolve("home"));
  }

  private Terminal.Result repeat(int seeds, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("runs", "repeat", "--seeds", seeds));
    arguments.addAll(List.of("--preset", "mlp", "--data", temp.resolve("digits")));
    arguments.addAll(List.of("--batch", 20, "--threads", 1, "--seed", 5));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--epochs")) {
      arguments.addAll(List.of("--epochs", 1));
    }
    return terminal().run(arguments.toArray());
  }

  @BeforeEach
  void makeDigits() {
    assertThat(
            terminal()
                .run("data", "make", "--out", temp.resolve("digits"), "--count", 300)
                .status())
        .isZero();
  }

  @Test
  void tellsTheSpreadOverSeeds() throws Exception {
    Path folder = temp.resolve("runs");
    Terminal.Result repeated = repeat(3, "--run", folder, "--json");
    assertThat(repeated.status()).as(repeated.err()).isZero();
    assertThat(repeated.out().lines()).hasSize(1);
    JsonNode json = repeated.json();
    assertThat(json.get("runs"))
        .extracting(JsonNode::asText)
        .containsExactly(
            folder.resolve("seed-5").toString(),
            folder.resolve("seed-6").toString(),
            folder.resolve("seed-7").toString());
    double sum = 0;
    double squares = 0;
    double[][] cells = new double[10][10];
    for (JsonNode run : json.get("runs")) {
      JsonNode evaluated = terminal().run("evaluate", run.asText(), "--json").json();
      double accuracy = evaluated.get("accuracy").asDouble();
      sum += accuracy;
      squares += accuracy * accuracy;
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 10; j++) {
          cells[i][j] += evaluated.get("confusion").get(i).get(j).asInt() / 3.0;
        }
      }
    }
    JsonNode accuracy = json.get("test_accuracy");
    assertThat(accuracy.get("mean").asDouble()).isCloseTo(sum / 3, within(1e-12));
    assertThat(accuracy.get("std").asDouble())
        .isCloseTo(Math.sqrt((squares - sum * sum / 3) / 2), within(1e-9));
    assertThat(accuracy.get("min").asDouble()).isLessThanOrEqualTo(sum / 3);
    assertThat(accuracy.get("max").asDouble()).isGreaterThanOrEqualTo(sum / 3);
    assertThat(json.get("confusion_std")).hasSize(10);
    for (int i = 0; i < 10; i++) {
      assertThat(json.get("confusion_std").get(i)).hasSize(10);
      for (int j = 0; j < 10; j++) {
        assertThat(json.get("confusion_mean").get(i).get(j).asDouble())
            .isCloseTo(cells[i][j], within(1e-9));
      }
    }
    // By itself, the same seed gives the same weights.
    JsonNode alone =
        terminal()
            .run(
                "train",
                "--preset",
                "mlp",
                "--data",
                temp.resolve("digits"),
                "--batch",
                20,
                "--epochs",
                1,
                "--threads",
                1,
                "--seed",
                6,
                "--run",
                temp.resolve("alone"),
                "--json")
            .json();
    assertThat(alone.get("test_accuracy")).isEqualTo(json.get("test_accuracies").get(1));
  }

  @Test
  void trainsOnlyWhatIsMissing() throws Exception {
    Path folder = temp.resolve("runs");
    JsonNode two = repeat(2, "--run", folder, "--json").json();
    Path first = folder.resolve("seed-5/checkpoints/step-000015.npz");
    Object before = Files.getLastModifiedTime(first);
    Terminal.Result more = repeat(3, "--run", folder, "--json");
    assertThat(more.err())
        .contains("Continuing the runs in " + folder)
        .contains("seed-7: finished")
        .doesNotContain("seed-5: finished");
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    assertThat(more.json().get("test_accuracies").get(1))
        .isEqualTo(two.get("test_accuracies").get(1));
    Terminal.Result other = repeat(3, "--run", folder, "--learning-rate", 0.1);
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err()).contains("another training.learningRate (0.5, not 0.1)");
  }

  @Test
  void goesToTheUsersRunsAndShowsATable() throws Exception {
    Terminal.Result repeated = repeat(2, "--jobs", 2);
    assertThat(repeated.status()).as(repeated.err()).isZero();
    assertThat(repeated.out())
        .contains("± ", "standard deviation of 2 seeds", "Confusion matrix, mean ±", "Runs: ");
    JsonNode listed = terminal().run("runs", "list", "--json").json().get("runs");
    assertThat(listed).extracting(run -> run.get("seed").asInt()).containsExactlyInAnyOrder(5, 6);
    // Nothing is left to be continued, so this is another group.
    repeat(1);
    assertThat(terminal().run("runs", "list", "--json").json().get("runs")).hasSize(3);
  }

  @Test
  void tellsWhetherOneIsBetter() throws Exception {
    Path a = temp.resolve("a");
    Path b = temp.resolve("b");
    repeat(5, "--run", a, "--epochs", 12);
    repeat(5, "--run", b, "--epochs", 1);
    JsonNode diff = terminal().run("runs", "diff", a, b, "--json").json();
    assertThat(diff.get("seeds")).hasSize(5);
    assertThat(diff.get("interval").get(0).asDouble())
        .isBetween(0.0, diff.get("mean_difference").asDouble());
    assertThat(diff.get("verdict").asText()).isEqualTo("a_is_better");
    assertThat(diff.get("sentence").asText()).contains("on average over 5 seeds, 95 % interval");
    assertThat(diff.get("differences"))
        .extracting(found -> found.get("setting").asText())
        .containsExactly("training.epochs");
    JsonNode same = terminal().run("runs", "diff", a, a, "--json").json();
    assertThat(same.get("verdict").asText()).isEqualTo("no_difference");
    Path few = temp.resolve("few");
    repeat(1, "--run", few);
    Terminal.Result text = terminal().run("runs", "diff", a, few);
    assertThat(text.out()).contains("1 seed is too few to tell").contains("train at least 5");
    Terminal.Result mixed = terminal().run("runs", "diff", a, a.resolve("seed-5"));
    assertThat(mixed.status()).isEqualTo(1);
    assertThat(mixed.err()).contains("A run can't be compared with a folder of repeats");
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    assertThat(repeat(0).status()).isEqualTo(2);
    assertThat(repeat(0).err()).contains("--seeds must be from 1 to 1000, not 0");
    assertThat(repeat(2, "--jobs", 0).err()).contains("--jobs must be from 1 to 64, not 0");
    assertThat(terminal().run("runs", "repeat").err()).contains("--seeds");
    assertThat(temp.resolve("home")).doesNotExist();
  }
}
