package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.NetworkSpec;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.nn.Reference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Batch normalization over mini-batches that are computed in slices, also within branches. */
class JointSlicesTest {
  private static final ImageShape SHAPE = new ImageShape(1, 10, 10);
  private static final int BATCH = 45;
  private static final Dataset DATA = waves(100);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(
              new Conv2d(4, 3, 3, 1, Padding.SAME, Activation.LINEAR),
              new BatchNorm(Activation.RELU),
              new Residual(4, 1),
              new Dropout(0.2),
              new Residual(8, 2),
              new Dense(6, Activation.LINEAR),
              new BatchNorm(Activation.TANH),
              new Dense(5, Activation.SOFTMAX)));

  private static Dataset waves(int count) {
    byte[] labels = new byte[count];
    for (int n = 0; n < count; n++) {
      labels[n] = (byte) Reference.label(n, 5);
    }
    List<String> names = List.of("a", "b", "c", "d", "e");
    return new Dataset("waves", SHAPE, names, Reference.pixels(count * SHAPE.size()), labels);
  }

  private static Engine engine(int threads) {
    try {
      TrainingSpec training =
          new ConfigFiles()
              .preset("resnet-mini")
              .training()
              .with(
                  draft -> {
                    draft.threads = threads;
                    draft.augmentation = AugmentationSpec.none();
                  });
      return new Engine(NETWORK, training, SHAPE, 5);
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }

  /** Every third mini-batch is smaller, as the last one of an epoch is. */
  private static List<Engine.Step> steps(int count) {
    return LongStream.range(0, count)
        .mapToObj(
            step -> {
              int size = step % 3 == 2 ? 7 : BATCH;
              int first = (int) (step * BATCH);
              int[] images = IntStream.range(first, first + size).map(i -> i % 100).toArray();
              return new Engine.Step(images, step, 0.002);
            })
        .toList();
  }

  private static List<StepResult> take(Engine engine, List<Engine.Step> steps) {
    CountDownLatch done = new CountDownLatch(1);
    engine.startSteps(DATA, steps, done::countDown);
    await(done);
    return engine.finishSteps();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] valuesAfter(int threads, int count) {
    try (Engine engine = engine(threads)) {
      assertThat(take(engine, steps(count))).hasSize(count);
      return engine.checkpoint(count, 0).parameters();
    }
  }

  @Test
  void seeTheWholeMiniBatchHoweverManyWorkersThereAre() {
    for (int threads : new int[] {2, 3, 16}) {
      try (Engine engine = engine(threads);
          Engine single = engine(1)) {
        List<StepResult> few = take(engine, steps(3));
        List<StepResult> same = take(single, steps(3));
        for (int step = 0; step < 3; step++) {
          assertThat(few.get(step).loss()).isCloseTo(same.get(step).loss(), Offset.offset(1e-4));
        }
      }
    }
  }

  @Test
  void giveTheSameBitsWithTheSameNumberOfWorkers() {
    assertThat(valuesAfter(3, 9)).isEqualTo(valuesAfter(3, 9));
  }

  @Test
  void takeSeveralStepsAsIfOneByOne() {
    try (Engine engine = engine(2)) {
      steps(9).forEach(step -> take(engine, List.of(step)));
      assertThat(engine.checkpoint(9, 0).parameters()).isEqualTo(valuesAfter(2, 9));
    }
  }

  @Test
  void leaveOutTheStepsThatAreCancelledWhereverTheyWait() {
    for (int attempt = 0; attempt < 20; attempt++) {
      try (Engine engine = engine(3)) {
        CountDownLatch done = new CountDownLatch(1);
        engine.startSteps(DATA, steps(2_000), done::countDown);
        for (int i = 0; i < attempt; i++) {
          engine.frozen().predict(DATA.image(i)); // lets them come a little further each time
        }
        engine.cancel();
        await(done);
        int taken = engine.finishSteps().size();
        assertThat(take(engine, steps(1)).get(0).loss()).isFinite();
        assertThat(taken).isLessThan(2_000);
      }
    }
  }

  @Test
  void doNotWaitForAWorkerThatFailed() {
    try (Engine engine = engine(3)) {
      int[] images = IntStream.range(0, BATCH).toArray();
      for (int bad : new int[] {0, BATCH / 2, BATCH - 1}) {
        int[] impossible = images.clone();
        impossible[bad] = 999;
        List<Engine.Step> steps = List.of(new Engine.Step(impossible, 0, 0.01));
        assertThatThrownBy(() -> take(engine, steps))
            .hasStackTraceContaining("no image 999 in waves");
      }
      assertThat(take(engine, steps(1)).get(0).loss()).isFinite();
    }
  }
}
