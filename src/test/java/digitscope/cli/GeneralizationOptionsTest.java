package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.config.AugmentationSpec;
import digitscope.config.ValidationSpec;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with held-out images, early stopping and varied images, as a user would request it. */
class GeneralizationOptionsTest {
  @TempDir private static Path shared = Path.of("");
  @TempDir private Path temp = Path.of("");

  @BeforeAll
  static void makeDigits() {
    assertThat(new Terminal(shared).run("data", "make", "--out", digits(), "--count", 120).status())
        .isZero();
  }

  private static Path digits() {
    return shared.resolve("digits");
  }

  /** Few images and large steps, so that what is held out soon gets worse. */
  private Terminal.Result train(Path run, int epochs, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("train", "--preset", "mlp", "--data", digits(), "--batch", 20, "--threads", 2));
    words.addAll(List.of("--epochs", epochs, "--learning-rate", 3, "--run", run, "--json"));
    words.addAll(List.of(more));
    return new Terminal(temp).run(words.toArray());
  }

  private Terminal.Result stopEarly(Path run) {
    return train(run, 200, "--validation", 0.5, "--patience", 2, "--restore-best");
  }

  @Test
  void stopsEarlyWithTheBestWeights() throws Exception {
    Path run = temp.resolve("run");
    Terminal.Result result = stopEarly(run);
    JsonNode json = result.json();
    long best = json.get("best_step").asLong();
    long steps = json.get("steps").asLong();
    assertThat(json.get("stopped_early").asBoolean()).isTrue();
    assertThat(steps).isEqualTo(best + 2 * 3).isLessThan(600);
    assertThat(json.get("images").asLong()).isEqualTo(steps / 3 * 60);
    assertThat(result.err())
        .contains("validation accuracy", "Stopped early: no lower validation loss for 2 epochs.")
        .containsOnlyOnce(String.format(Locale.ROOT, "Restored the weights of step %,d,", best));

    RunFolder folder = RunFolder.open(run);
    assertThat(folder.config().training().validation()).isEqualTo(new ValidationSpec(0.5, 2, true));
    MetricLog metrics = folder.metrics(Long.MAX_VALUE);
    assertThat(metrics.valueAt(Metric.VALIDATION_LOSS, best))
        .hasValue(json.get("validation_loss").asDouble());
    assertThat(metrics.valueAt(Metric.VALIDATION_ACCURACY, best))
        .hasValue(json.get("validation_accuracy").asDouble());
    assertThat(folder.checkpointSteps()).contains(best, steps).doesNotContain(steps + 3);

    JsonNode evaluated = new Terminal(temp).run("evaluate", run, "--json").json();
    assertThat(evaluated.get("step").asLong()).isEqualTo(best);
    assertThat(evaluated.get("accuracy")).isEqualTo(json.get("test_accuracy"));
    assertThat(evaluated.get("loss")).isEqualTo(json.get("test_loss"));
    JsonNode last = new Terminal(temp).run("evaluate", run, "--step", steps, "--json").json();
    assertThat(last.get("step").asLong()).isEqualTo(steps);
  }

  @Test
  void saysTheSameOfAFinishedRunThatIsResumed() throws Exception {
    Path run = temp.resolve("run");
    JsonNode json = stopEarly(run).json();
    MetricLog before = RunFolder.open(run).metrics(Long.MAX_VALUE);
    JsonNode again = new Terminal(temp).run("train", "--resume", "--run", run, "--json").json();
    for (String key :
        List.of(
            "weights_sha256",
            "steps",
            "best_step",
            "stopped_early",
            "validation_loss",
            "validation_accuracy",
            "test_accuracy",
            "train_accuracy")) {
      assertThat(again.get(key)).as(key).isEqualTo(json.get(key));
    }
    MetricLog after = RunFolder.open(run).metrics(Long.MAX_VALUE);
    for (Metric metric : Metric.values()) {
      assertThat(after.read(metric, 0).steps()).isEqualTo(before.read(metric, 0).steps());
    }
  }

  @Test
  void goesOnWhereItStoppedWithMorePatience() throws Exception {
    Path whole = temp.resolve("whole");
    JsonNode expected =
        train(whole, 200, "--validation", 0.5, "--patience", 6, "--restore-best").json();
    Path run = temp.resolve("run");
    stopEarly(run);
    JsonNode resumed =
        new Terminal(temp).run("train", "--resume", "--run", run, "--patience", 6, "--json").json();
    assertThat(resumed.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(resumed.get("steps")).isEqualTo(expected.get("steps"));
  }

  @Test
  void holdsNothingOutIfNotAsked() throws Exception {
    JsonNode json = train(temp.resolve("run"), 1).json();
    assertThat(json.get("validation_accuracy").isNull()).isTrue();
    assertThat(json.get("validation_loss").isNull()).isTrue();
    assertThat(json.get("best_step").isNull()).isTrue();
    assertThat(json.get("stopped_early").asBoolean()).isFalse();
    assertThat(json.get("images").asInt()).isEqualTo(120);
  }

  @Test
  void variesTheImagesAsAsked() throws Exception {
    Path run = temp.resolve("run");
    String plain = train(temp.resolve("plain"), 1).json().get("weights_sha256").asText();
    String varied =
        train(run, 1, "--augment", "shift=2,rotate=10,elastic=1.5")
            .json()
            .get("weights_sha256")
            .asText();
    assertThat(varied).isNotEqualTo(plain);
    assertThat(RunFolder.open(run).config().training().augmentation())
        .isEqualTo(new AugmentationSpec(2, 10, 0, 0, 1.5, 0));
    Terminal.Result other =
        new Terminal(temp).run("train", "--resume", "--run", run, "--augment", "none");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err()).contains("different augmentation").contains("--augment");
  }

  @Test
  void saysWhatIsWrongWithTheOptions() {
    assertUsage("is not a valid augmentation", "--augment", "blur=2");
    assertUsage("is not a valid augmentation", "--augment", "shift");
    assertUsage("needs a number, not 'far'", "--augment", "shift=far");
    assertUsage("'shift' is given twice", "--augment", "shift=1,shift=2");
    assertUsage("rotation must be from 0 to 180", "--augment", "rotate=400");
    assertUsage("validation fraction must be from 0 to 0.5", "--validation", "0.9");
    assertUsage("patience must be from", "--validation", "0.1", "--patience", "-1");
    assertUsage("add --validation", "--patience", "3");
    assertUsage("add --validation", "--restore-best");
  }

  private void assertUsage(String sentence, Object... options) {
    Terminal.Result result = train(temp.resolve("never"), 200, options);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains(sentence).contains("train --help");
    assertThat(temp.resolve("never")).doesNotExist();
  }
}
