package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.data.DataSplits;
import digitscope.data.idx.IdxFiles;
import digitscope.eval.Evaluation;
import digitscope.eval.Metric;
import digitscope.run.EvaluationRecord;
import digitscope.run.RunFolder;
import digitscope.session.TrainedNetwork;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs as the first version of the program wrote them, whose files have no version, and what that
 * program said of them. Whatever the format becomes, they must open, evaluate to the same numbers
 * and train on. How they were made is in {@code MakeOldRuns.java} beside them.
 */
class OldRunsTest {
  private static final double SAME = 1e-5;

  /** Sums in another order, step after step. */
  private static final double TRAINED_ON = 2e-3;

  @TempDir private Path temp = Path.of("");

  private static JsonNode expected(String run) throws IOException, URISyntaxException {
    return new ObjectMapper().readTree(OldRuns.resource("expected.json").toFile()).get(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cnn-finished",
        "cnn-interrupted",
        "mlp-finished",
        "mlp-interrupted",
        "cnn-bn-finished",
        "cnn-bn-interrupted"
      })
  void openAndEvaluateToTheSameNumbers(String name) throws Exception {
    JsonNode expected = expected(name);
    Terminal terminal = new Terminal(temp);
    Path run = OldRuns.copy(name, temp);
    JsonNode said =
        terminal.run("evaluate", run, "--data", OldRuns.resource("digits"), "--json").json();
    assertThat(said.get("accuracy").asDouble()).isEqualTo(expected.get("accuracy").asDouble());
    assertThat(said.get("loss").asDouble())
        .isCloseTo(expected.get("loss").asDouble(), within(SAME));
    assertThat(said.get("confusion")).isEqualTo(expected.get("confusion"));

    RunFolder folder = RunFolder.open(run);
    OpenedRun opened = new OpenedRun(folder, folder.lastCheckpoint().result());
    assertThat(opened.checkpoint().sha256()).isEqualTo(expected.get("weights_sha256").asText());
    DataSplits data = IdxFiles.read(OldRuns.resource("digits"));
    assertThat(data.sha256()).isEqualTo(opened.folder().provenance().dataSha256());
    try (TrainedNetwork network = opened.network()) {
      Evaluation evaluation = network.evaluate(data.test());
      JsonNode images = expected.get("probabilities");
      for (int image = 0; image < images.size(); image++) {
        for (int label = 0; label < data.test().classes(); label++) {
          assertThat((double) evaluation.probability(image, label))
              .isCloseTo(images.get(image).get(label).asDouble(), within(SAME));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn-finished", "mlp-finished", "mlp-interrupted", "cnn-bn-interrupted"})
  void rememberWhatWasMeasured(String name) throws Exception {
    RunFolder folder = RunFolder.open(OldRuns.copy(name, temp));
    int steps = expected(name).get("reached_step").asInt();
    assertThat(folder.metrics(Long.MAX_VALUE).read(Metric.BATCH_LOSS, 0).size()).isEqualTo(steps);
    List<Long> evaluated = folder.evaluations().stream().map(EvaluationRecord::step).toList();
    assertThat(evaluated).startsWith(0L);
    assertThat(folder.history(steps).steps())
        .isEqualTo(evaluated.stream().mapToLong(s -> s).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn-finished", "cnn-interrupted", "mlp-finished", "mlp-interrupted"})
  void trainOnToTheSameNumbers(String name) throws Exception {
    JsonNode expected = expected(name).get("resumed");
    JsonNode result = trainedOn(name);
    assertThat(result.get("steps").asLong()).isEqualTo(expected.get("reached_step").asLong());
    assertThat(result.get("test_loss").asDouble())
        .isCloseTo(expected.get("loss").asDouble(), within(TRAINED_ON));
    assertThat(result.get("test_accuracy").asDouble())
        .isCloseTo(expected.get("accuracy").asDouble(), within(0.021)); // one image of 50
  }

  /** What a batch is normalized with has changed since, so that the weights become others. */
  @ParameterizedTest
  @ValueSource(strings = {"cnn-bn-finished", "cnn-bn-interrupted"})
  void trainOnWithBatchNormalization(String name) throws Exception {
    JsonNode expected = expected(name).get("resumed");
    JsonNode result = trainedOn(name);
    assertThat(result.get("steps").asLong()).isEqualTo(expected.get("reached_step").asLong());
    assertThat(result.get("test_loss").asDouble())
        .isLessThan(expected(name).get("loss").asDouble());
  }

  private JsonNode trainedOn(String name) throws Exception {
    Path run = OldRuns.copy(name, temp);
    Terminal.Result result =
        new Terminal(temp)
            .run(
                "train",
                "--resume",
                "--run",
                run,
                "--data",
                OldRuns.resource("digits"),
                "--epochs",
                name.endsWith("finished") ? 2 : 1,
                "--json");
    assertThat(result.status()).as(result.err()).isZero();
    return result.json();
  }
}
