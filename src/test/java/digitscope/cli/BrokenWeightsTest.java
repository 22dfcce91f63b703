package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.data.ImageFiles;
import digitscope.data.idx.IdxFiles;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose newest weights are no numbers: nothing is said of it without that. */
class BrokenWeightsTest {
  private static final String WARNING = "weights and statistics at step 9 are not finite";

  @TempDir private static Path temp = Path.of("");

  private static Path digits() {
    return temp.resolve("digits");
  }

  private static Path run() {
    return temp.resolve("run");
  }

  private static Terminal terminal() {
    return new Terminal(temp.resolve("home"));
  }

  @BeforeAll
  static void breakTheWeightsOfARun() throws Exception {
    terminal().run("data", "make", "--out", digits(), "--count", 60, "--seed", 1);
    terminal()
        .run(
            "train",
            "--preset",
            "cnn",
            "--data",
            digits(),
            "--batch",
            25,
            "--epochs",
            1,
            "--threads",
            1,
            "--run",
            run());
    RunFolder folder = RunFolder.open(run());
    Checkpoint last = folder.lastCheckpoint();
    float[] broken = last.parameters().clone();
    Arrays.fill(broken, Float.NaN);
    Checkpoint saved = new Checkpoint(9, last.learningRate(), broken, last.optimizerState());
    try (TrainedNetwork network =
        new TrainedNetwork(folder.config(), folder.provenance().imageShape(), 10, saved)) {
      Evaluation evaluation = network.evaluate(IdxFiles.read(digits()).test());
      folder.begin(saved, evaluation);
    }
  }

  @Test
  void areSaidWithTheNumbersOfAnEvaluation() throws Exception {
    Terminal.Result result = terminal().run("evaluate", run(), "--json");
    JsonNode json = result.json();
    assertThat(json.get("warning").asText()).contains(WARNING);
    assertThat(result.err()).contains(WARNING);
    assertThat(json.get("accuracy").isNumber()).isTrue();
    assertThat(json.get("loss").isNull()).isTrue();
    assertThat(json.get("errors").get(0).get("confidence").isNull()).isTrue();
    Terminal.Result text = terminal().run("evaluate", run());
    assertThat(text.out()).contains("accuracy", "loss NaN");
    assertThat(text.err()).contains(WARNING);
  }

  @Test
  void giveNoPrediction() throws Exception {
    Path picture = temp.resolve("digit.png");
    int[] argb = new int[900];
    Arrays.fill(argb, 0xffffffff);
    Arrays.fill(argb, 310, 320, 0xff000000);
    ImageFiles.writePng(picture, 30, 30, argb);
    Terminal.Result result = terminal().run("predict", run(), picture, "--json");
    JsonNode image = result.json().get("images").get(0);
    assertThat(image.get("label").isNull()).isTrue();
    assertThat(result.json().get("warning").asText()).contains(WARNING);
    Terminal.Result text = terminal().run("predict", run(), picture);
    assertThat(text.out()).isEqualToIgnoringNewLines(picture + ": no prediction");
    assertThat(text.err()).contains(WARNING);
  }

  @Test
  void areNotSaidOfAnEarlierStep() throws Exception {
    Terminal.Result result = terminal().run("evaluate", run(), "--step", 0, "--json");
    assertThat(result.json().has("warning")).isFalse();
    assertThat(result.json().get("loss").asDouble()).isPositive();
  }
}
