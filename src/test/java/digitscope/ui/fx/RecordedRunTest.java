package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Corrected;
import digitscope.data.DataSplits;
import digitscope.eval.EvaluationHistory;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import digitscope.train.MetricLog;
import digitscope.train.TinyTask;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {
  private final DataSplits data = TinyTask.data();
  private final RecordedRun run;

  RecordedRunTest(@TempDir Path temp) throws Exception {
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            TinyTask.config(),
            Provenance.now(corrected(new Corrected(2, 0, 0, "a".repeat(64)))));
    run =
        new RecordedRun(
            folder,
            new Checkpoint(10, 0.1, new float[0], new float[0]),
            new MetricLog(),
            EvaluationHistory.NONE);
  }

  private DataSplits corrected(Corrected corrected) {
    return new DataSplits(data.source(), data.train(), data.test(), corrected);
  }

  @Test
  void saysWhenItsDataWasCorrectedOtherwise() {
    assertThat(run.noteOn(corrected(new Corrected(3, 1, 0, "b".repeat(64)))))
        .contains(
            "Since this run was trained, its data was corrected otherwise: 3 labels changed, 1"
                + " image left out now, 2 labels changed, 0 images left out then");
    assertThat(run.hasOtherCorrections(data)).isTrue();
  }

  @Test
  void saysNothingOfTheCorrectionsItWasTrainedWith() {
    // What could not be applied has no say in what is trained on.
    DataSplits same = corrected(new Corrected(2, 0, 5, "a".repeat(64)));
    assertThat(run.noteOn(same)).isEmpty();
    assertThat(run.hasOtherCorrections(same)).isFalse();
  }
}
