package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigFiles;
import digitscope.data.DataSplits;
import digitscope.engine.Engine;
import digitscope.engine.NetworkSample;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any network that was saved and loaded is, bit for bit, the one that was not. */
final class SavedNetworkTest {
  private static final int SAVED_STEP = 3;
  private static final int LAST_STEP = 5;
  private static final int[] SIZES = {23, 11, 37};

  static List<NetworkSample> samples() {
    return NetworkSample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void answersAndLearnsAsIfItHadNotBeenSaved(NetworkSample sample, @TempDir Path folder)
      throws Exception {
    try (Engine unsaved = sample.engine(2)) {
      learn(sample, unsaved, 0, SAVED_STEP);
      Checkpoint saved = unsaved.checkpoint(SAVED_STEP, 0.1);
      Checkpoint loaded = savedAndLoaded(sample, folder, saved);
      assertThat(loaded.parameters()).isEqualTo(saved.parameters());
      assertThat(loaded.optimizerState()).isEqualTo(saved.optimizerState());
      // From its configuration alone, as no image has been seen since.
      RunFolder run = RunFolder.open(folder.resolve("run"));
      assertThat(new ConfigFiles().format(run.config()))
          .isEqualTo(new ConfigFiles().format(sample.config()));
      try (Engine restored =
          new Engine(
              run.config().network(),
              run.config().training(),
              sample.data().shape(),
              sample.data().classes())) {
        restored.restore(loaded);
        assertThat(probabilities(sample, restored)).isDeepEqualTo(probabilities(sample, unsaved));
        learn(sample, unsaved, SAVED_STEP, LAST_STEP);
        learn(sample, restored, SAVED_STEP, LAST_STEP);
        float[] expected = unsaved.checkpoint(LAST_STEP, 0.1).parameters();
        assertThat(expected).isNotEqualTo(saved.parameters());
        assertThat(restored.checkpoint(LAST_STEP, 0.1).parameters()).isEqualTo(expected);
      }
    }
  }

  private static Checkpoint savedAndLoaded(NetworkSample sample, Path folder, Checkpoint checkpoint)
      throws Exception {
    Path path = folder.resolve("run");
    DataSplits splits = new DataSplits("rows", sample.data(), sample.data());
    RunFolder run = RunFolder.create(path, sample.config(), Provenance.now(splits));
    run.save(checkpoint);
    return RunFolder.open(path).lastCheckpoint();
  }

  private static void learn(NetworkSample sample, Engine engine, int from, int to) {
    for (int step = from; step < to; step++) {
      sample.step(engine, step, SIZES);
    }
  }

  private static float[][] probabilities(NetworkSample sample, Engine engine) {
    engine.startEvaluation(sample.data(), () -> {});
    Evaluation evaluation = engine.finishEvaluation(SAVED_STEP);
    float[][] probabilities = new float[evaluation.size()][];
    for (int n = 0; n < probabilities.length; n++) {
      probabilities[n] = evaluation.probabilities(n);
    }
    return probabilities;
  }
}
