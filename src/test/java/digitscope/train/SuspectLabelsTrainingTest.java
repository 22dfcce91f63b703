package digitscope.train;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSources;
import digitscope.data.Dataset;
import digitscope.data.DigitGenerator;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wrong labels that were planted in images on which the network was not trained. */
class SuspectLabelsTrainingTest {
  private static final int PLANTED = 200;
  private static final int LOOKED_THROUGH = 250;
  private static final int EPOCHS = 4;
  private static final int TRAINED = 20_000;
  private static final int JUDGED = 4_000;

  @Test
  void areAmongTheFirstThatLookWrong() throws Exception {
    Dataset digits =
        new DigitGenerator(new GlyphFiles().bundled())
            .generate(1, TRAINED + JUDGED, DataSources.SEED, Progress.NONE)
            .test();
    Dataset judged = digits.choose(IntStream.range(TRAINED, TRAINED + JUDGED).toArray());
    Random random = new Random(7);
    Set<Integer> planted = new TreeSet<>();
    while (planted.size() < PLANTED) {
      planted.add(random.nextInt(JUDGED));
    }
    Evaluation evaluation = evaluation(digits.limit(TRAINED), mislabelled(judged, planted, random));
    Set<Integer> first =
        SuspectLabels.of(evaluation).stream()
            .limit(LOOKED_THROUGH)
            .map(SuspectLabels.Suspect::image)
            .collect(Collectors.toSet());
    assertThat(planted.stream().filter(first::contains).count())
        .isGreaterThanOrEqualTo(PLANTED * 9 / 10);
  }

  private static Dataset mislabelled(Dataset images, Set<Integer> wrong, Random random) {
    byte[] pixels = new byte[images.size() * images.shape().size()];
    byte[] labels = new byte[images.size()];
    for (int i = 0; i < labels.length; i++) {
      images.copyImage(i, pixels, i * images.shape().size());
      int offset = wrong.contains(i) ? 1 + random.nextInt(images.classes() - 1) : 0;
      labels[i] = (byte) ((images.label(i) + offset) % images.classes());
    }
    return new Dataset("mislabelled", images.shape(), images.classNames(), pixels, labels);
  }

  private static Evaluation evaluation(Dataset train, Dataset test) throws Exception {
    RunConfig config = new ConfigFiles().preset("cnn");
    DataOrder order = new DataOrder(train.size(), 128, 1);
    int count = EPOCHS * order.stepsPerEpoch();
    List<Engine.Step> steps =
        IntStream.range(0, count)
            .mapToObj(step -> new Engine.Step(order.batch(step), step, rate(step, count)))
            .toList();
    Semaphore done = new Semaphore(0);
    try (Engine engine =
        new Engine(
            config.network(),
            config.training().with(draft -> draft.threads = 2),
            train.shape(),
            train.classes())) {
      engine.startSteps(train, steps, done::release);
      done.acquire();
      engine.finishSteps();
      engine.startEvaluation(test, done::release);
      done.acquire();
      return engine.finishEvaluation(steps.size());
    }
  }

  private static double rate(int step, int count) {
    return 0.002 * (count - step) / count;
  }
}
