package digitscope.ui.labels;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.data.source.DataSources;
import digitscope.eval.Evaluation;
import digitscope.session.CrossValidation;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong labels that were planted in images on which the network was not trained. */
class PlantedLabelsTest {
  private static final int PLANTED = 200;
  private static final int LOOKED_THROUGH = 250;

  /** Number of the bundled 60,000 images that takes some seconds to learn from. */
  private static final int TRAINED = 30_000;

  /** All bundled test images. */
  private static final int JUDGED = 10_000;

  private static final int EPOCHS = 3;

  private final LabelsFixture fixture;

  PlantedLabelsTest(@TempDir Path folder) {
    fixture = new LabelsFixture(folder);
  }

  @Test
  void areFoundAndMendedByWhoGoesThroughTheQueue() throws Exception {
    DataSplits digits =
        new DigitGenerator(new GlyphFiles().bundled())
            .generate(TRAINED, JUDGED, DataSources.SEED, Progress.NONE);
    Dataset truth = copy(digits.test(), Set.of());
    Set<Integer> planted = new TreeSet<>();
    Random random = new Random(7);
    while (planted.size() < PLANTED) {
      planted.add(random.nextInt(JUDGED));
    }
    DataSplits splits = new DataSplits("sample", digits.train(), copy(truth, planted));
    RunConfig config = new ConfigFiles().preset("cnn");
    Evaluation evaluation =
        CrossValidation.judge(
            splits.train(),
            splits.test(),
            config.withTraining(config.training().withEpochs(EPOCHS).withThreads(2)),
            Progress.NONE);

    fixture.lens.dataProperty().set(Optional.of(splits));
    fixture.publish(evaluation);
    LabelsViewModel model = fixture.model();
    model.activeProperty().set(true);
    Set<Integer> seen = new HashSet<>();
    while (seen.size() < LOOKED_THROUGH && model.currentProperty().get().isPresent()) {
      SuspectImage doubt = model.currentProperty().get().orElseThrow();
      seen.add(doubt.image());
      // The picture shows plainly what it is.
      if (planted.contains(doubt.image())) {
        model.relabel(truth.label(doubt.image()));
      } else {
        model.keep();
      }
    }

    assertThat(planted.stream().filter(seen::contains).count())
        .isGreaterThanOrEqualTo(PLANTED * 9 / 10);
    DataSplits mended = fixture.store.read("sample").applyTo(splits);
    long wrong =
        IntStream.range(0, JUDGED).filter(i -> mended.test().label(i) != truth.label(i)).count();
    assertThat(wrong).isLessThanOrEqualTo(PLANTED / 10);
    assertThat(mended.corrected().relabelled()).isEqualTo((int) (PLANTED - wrong));
  }

  /** The same images, with wrong labels for some. */
  private static Dataset copy(Dataset images, Set<Integer> wrong) {
    Random random = new Random(11);
    byte[] pixels = new byte[images.size() * images.shape().size()];
    byte[] labels = new byte[images.size()];
    for (int i = 0; i < labels.length; i++) {
      images.copyImage(i, pixels, i * images.shape().size());
      int offset = wrong.contains(i) ? 1 + random.nextInt(images.classes() - 1) : 0;
      labels[i] = (byte) ((images.label(i) + offset) % images.classes());
    }
    return new Dataset("copy", images.shape(), images.classNames(), pixels, labels);
  }
}
