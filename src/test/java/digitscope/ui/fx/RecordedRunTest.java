package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Corrected;
import digitscope.data.DataSplits;
import digitscope.data.Fit;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.session.TinyTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {
  private final DataSplits data = TinyTask.data();
  private static final Preparation READ_AS_PICTURES =
      new Preparation(
          Fit.WHOLE,
          Preparation.Polarity.INVERTED,
          Optional.of(255),
          Preparation.Ground.LIGHT,
          true,
          false,
          false);

  private final RecordedRun run;
  private final Path temp;

  RecordedRunTest(@TempDir Path temp) throws Exception {
    RunFolder folder =
        RunFolder.create(
            temp.resolve("run"),
            TinyTask.config(),
            Provenance.now(corrected(new Corrected(2, 0, 0, "a".repeat(64)))));
    this.temp = temp;
    run = recorded(folder);
  }

  private static RecordedRun recorded(RunFolder folder) {
    return new RecordedRun(
        folder,
        new Checkpoint(10, 0.1, new float[0], new float[0]),
        new MetricLog(),
        EvaluationHistory.NONE,
        folder.timeline(),
        folder.soundPreparation(),
        List.of());
  }

  private DataSplits corrected(Corrected corrected) {
    return new DataSplits(data.source(), data.train(), data.test(), corrected);
  }

  @Test
  void saysWhenItsDataWasCorrectedOtherwise() {
    assertThat(run.noteOn(corrected(new Corrected(3, 1, 0, "b".repeat(64)))))
        .contains(
            "The corrections of the data have changed since this run was trained: 3 labels changed,"
                + " 1 image left out now, 2 labels changed, 0 images left out then");
    assertThat(run.hasOtherCorrections(data)).isTrue();
  }

  @Test
  void saysWhenItsImagesAreNotThoseOfTheRun() throws Exception {
    DataSplits trained = corrected(new Corrected(2, 0, 0, "a".repeat(64)));
    DataSplits others =
        new DataSplits(data.source(), data.train().limit(100), data.test(), trained.corrected());

    assertThat(run.noteOnImages(trained)).isEmpty();
    assertThat(run.noteOnImages(others))
        .contains("The images of quarters have changed since the run was trained.");
    // Corrections are told of elsewhere.
    assertThat(run.noteOnImages(data)).isEmpty();
  }

  @Test
  void saysWhenItsPicturesMayHaveBeenReadOtherwise() throws Exception {
    Provenance now = Provenance.now(data);
    Provenance old =
        new Provenance(
            now.program(),
            now.created(),
            "0".repeat(64),
            now.trainingImages(),
            now.corrections(),
            now.imageShape(),
            now.classNames(),
            Map.of(),
            now.computations());
    RecordedRun recorded = recorded(RunFolder.create(temp.resolve("old"), TinyTask.config(), old));

    assertThat(recorded.noteOnImages(data.prepared(READ_AS_PICTURES)).orElseThrow())
        .startsWith(
            "Gray pictures are now read with their true brightness, or the files of quarters");
    assertThat(recorded.noteOnImages(data).orElseThrow()).startsWith("The images of quarters");
  }

  @Test
  void preparesDrawingsAsTheRunDidAndNotAsItsDataLooks() throws Exception {
    RecordedRun recorded =
        recorded(
            RunFolder.create(
                temp.resolve("own"),
                TinyTask.config(),
                Provenance.now(data.prepared(READ_AS_PICTURES))));

    assertThat(data.preparation()).isNotEqualTo(READ_AS_PICTURES);
    assertThat(recorded.prepared(data).preparation()).isEqualTo(READ_AS_PICTURES);
    assertThat(recorded.reading())
        .contains(new PictureReading(READ_AS_PICTURES, data.train().shape()));
  }

  @Test
  void saysNothingOfTheCorrectionsItWasTrainedWith() {
    // What could not be applied has no say in what is trained on.
    DataSplits same = corrected(new Corrected(2, 0, 5, "a".repeat(64)));
    assertThat(run.noteOn(same)).isEmpty();
    assertThat(run.hasOtherCorrections(same)).isFalse();
  }
}
