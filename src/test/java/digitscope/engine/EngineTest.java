package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.BackendChoice;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.Initialization;
import digitscope.config.Loss;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final ImageShape SHAPE = new ImageShape(2, 8, 8);
  private static final int CLASSES = 3;
  private static final Dataset DATA = stripes(200);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(
              new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.RELU),
              new MaxPool2d(2, 2),
              new Flatten(),
              new Dropout(0.2),
              new Dense(16, Activation.TANH),
              new Dense(CLASSES, Activation.SOFTMAX)));

  private static final AugmentationSpec VARIED = new AugmentationSpec(1, 10, 0.1, 5, 0.5, 0.2);

  /** Noise in which a bright row's height tells the class. */
  private static Dataset stripes(int count) {
    Random random = new Random(3);
    byte[] pixels = new byte[count * SHAPE.size()];
    byte[] labels = new byte[count];
    for (int n = 0; n < count; n++) {
      labels[n] = (byte) (n % CLASSES);
      for (int i = 0; i < SHAPE.size(); i++) {
        boolean bright = i / SHAPE.width() % SHAPE.height() == 1 + 2 * labels[n];
        pixels[n * SHAPE.size() + i] = (byte) (bright ? 200 : random.nextInt(100));
      }
    }
    return new Dataset("stripes", SHAPE, List.of("a", "b", "c"), pixels, labels);
  }

  private static TrainingSpec training(int threads) {
    return new TrainingSpec(
        1,
        50,
        0.01,
        OptimizerSpec.Adam.standard(),
        new ScheduleSpec.Constant(),
        Loss.CROSS_ENTROPY,
        0,
        List.of(),
        1e-5,
        1e-4,
        0,
        Initialization.HE,
        ValidationSpec.none(),
        AugmentationSpec.none(),
        1,
        threads,
        BackendChoice.AUTO);
  }

  private static Engine engine(int threads) {
    return new Engine(NETWORK, training(threads), SHAPE, CLASSES);
  }

  private static StepResult step(Engine engine, long step, double learningRate) {
    return take(engine, List.of(planned(step, learningRate))).get(0);
  }

  private static Engine.Step planned(long step, double learningRate) {
    int[] images = IntStream.range(0, 50).map(i -> (int) ((step * 50 + i) % 200)).toArray();
    return new Engine.Step(images, step, learningRate);
  }

  private static List<StepResult> take(Engine engine, List<Engine.Step> steps) {
    CountDownLatch done = new CountDownLatch(1);
    engine.startSteps(DATA, steps, done::countDown);
    await(done);
    return engine.finishSteps();
  }

  private static void steps(Engine engine, long from, long to) {
    for (long step = from; step < to; step++) {
      step(engine, step, 0.01);
    }
  }

  private static Evaluation evaluate(Engine engine, long step) {
    CountDownLatch done = new CountDownLatch(1);
    engine.startEvaluation(DATA, done::countDown);
    await(done);
    return engine.finishEvaluation(step);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] weightsAfter(int threads, int steps) {
    try (Engine engine = engine(threads)) {
      steps(engine, 0, steps);
      return engine.checkpoint(steps, 0.01).parameters();
    }
  }

  private static Engine augmented(int threads) {
    return new Engine(NETWORK, training(threads).withAugmentation(VARIED), SHAPE, CLASSES);
  }

  /** These tests run where Java has no vectors, too. */
  @Test
  void looksAtATrainedNetworkEvenWhereItsBackendIsMissing() {
    for (BackendChoice choice : BackendChoice.values()) {
      TrainingSpec trained = training(1).withBackend(choice);
      byte[] image = DATA.image(0);
      try (FrozenNetwork network = FrozenNetwork.build(NETWORK, trained, SHAPE, CLASSES);
          FrozenNetwork plain =
              FrozenNetwork.build(
                  NETWORK, trained.withBackend(BackendChoice.PLAIN), SHAPE, CLASSES)) {
        assertThat(network.predict(image)).containsExactly(plain.predict(image), within(1e-5f));
      }
    }
  }

  @Test
  void variesTheImagesThatItLearnsFromButNotThoseItIsAskedFor() {
    try (Engine plain = engine(2);
        Engine varied = augmented(2)) {
      assertThat(evaluate(varied, 0).loss()).isEqualTo(evaluate(plain, 0).loss());
      assertThat(step(varied, 0, 0.01).loss()).isNotEqualTo(step(plain, 0, 0.01).loss());
    }
  }

  @Test
  void variesTheImagesAlikeWithAnyNumberOfWorkers() {
    try (Engine one = augmented(1);
        Engine three = augmented(3)) {
      for (int step = 0; step < 5; step++) {
        assertThat(step(three, step, 0.01).loss())
            .isCloseTo(step(one, step, 0.01).loss(), within(1e-5));
      }
    }
  }

  @Test
  void learnsToTellStripesApart() {
    try (Engine engine = engine(2)) {
      StepResult first = step(engine, 0, 0.01);
      steps(engine, 1, 60);
      StepResult last = step(engine, 60, 0.01);
      assertThat(first.images()).isEqualTo(50);
      assertThat(last.loss()).isLessThan(first.loss() / 4);
      assertThat(last.correct()).isGreaterThan(45);
      Evaluation evaluation = evaluate(engine, 61);
      assertThat(evaluation.accuracy()).isGreaterThan(0.97);
      assertThat(evaluation.size()).isEqualTo(200);
      assertThat(evaluation.step()).isEqualTo(61);
    }
  }

  @Test
  void theSameSeedAndThreadsGiveTheSameBits() {
    assertThat(weightsAfter(2, 8)).isEqualTo(weightsAfter(2, 8));
  }

  @Test
  void moreWorkersChangeNothingButTheRounding() {
    float[] one = weightsAfter(1, 4);
    assertThat(weightsAfter(2, 4)).containsExactly(one, Offset.offset(1e-4f));
    assertThat(weightsAfter(3, 4)).containsExactly(one, Offset.offset(1e-4f));
  }

  @Test
  void goesOnFromACheckpointAsIfItHadNeverStopped() {
    float[] through = weightsAfter(2, 8);
    Checkpoint half;
    try (Engine engine = engine(2)) {
      steps(engine, 0, 4);
      half = engine.checkpoint(4, 0.01);
    }
    try (Engine engine = engine(2)) {
      engine.restore(half);
      steps(engine, 4, 8);
      assertThat(engine.checkpoint(8, 0.01).parameters()).isEqualTo(through);
    }
  }

  @Test
  void predictsTheSameBitsAfterACheckpoint() {
    try (Engine engine = engine(2);
        Engine other = engine(1)) {
      steps(engine, 0, 3);
      other.restore(engine.checkpoint(3, 0.01));
      assertThat(other.frozen().predict(DATA.image(5)))
          .isEqualTo(engine.frozen().predict(DATA.image(5)));
    }
  }

  @Test
  void refusesACheckpointOfAnotherNetwork() {
    try (Engine engine = engine(1)) {
      Checkpoint other = new Checkpoint(1, 0.1, new float[3], new float[7]);
      assertThatThrownBy(() -> engine.restore(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another network or optimizer: it has 3 values");
    }
  }

  @Test
  void predictsWhatTheEvaluationSays() {
    try (Engine engine = engine(2)) {
      steps(engine, 0, 5);
      Evaluation evaluation = evaluate(engine, 5);
      for (int image = 0; image < 5; image++) {
        assertThat(engine.frozen().predict(DATA.image(image)))
            .containsExactly(evaluation.probabilities(image), Offset.offset(1e-5f));
        assertThat(engine.frozen().maps(DATA.image(image), 5).probabilities())
            .containsExactly(evaluation.probabilities(image), Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void meansTheLossOverAllImages() {
    try (Engine engine = engine(2)) {
      double sum = 0;
      for (int image = 0; image < DATA.size(); image++) {
        sum -= Math.log(engine.frozen().predict(DATA.image(image))[DATA.label(image)]);
      }
      assertThat(evaluate(engine, 0).loss()).isCloseTo(sum / DATA.size(), within(1e-5));
    }
  }

  @Test
  void answersWhileAStepIsUnderWay() {
    try (Engine engine = engine(2)) {
      float[] before = engine.frozen().predict(DATA.image(0));
      CountDownLatch done = new CountDownLatch(1);
      engine.startSteps(DATA, List.of(planned(0, 0.01)), done::countDown);
      assertThat(engine.frozen().predict(DATA.image(0))).isEqualTo(before);
      await(done);
      assertThat(engine.frozen().predict(DATA.image(0))).isEqualTo(before);
      engine.finishSteps();
      assertThat(engine.frozen().predict(DATA.image(0))).isNotEqualTo(before);
    }
  }

  @Test
  void reportsALossThatIsNotFiniteAndKeepsTheWeights() {
    try (Engine engine = engine(2)) {
      Checkpoint start = engine.checkpoint(0, 0.01);
      float[] broken = start.parameters().clone();
      broken[broken.length - 1] = Float.NaN;
      engine.restore(new Checkpoint(0, 0.01, broken, start.optimizerState()));
      List<StepResult> results = take(engine, List.of(planned(0, 0.01), planned(1, 0.01)));
      assertThat(results).extracting(StepResult::loss).containsExactly(Double.NaN);
      assertThat(engine.checkpoint(0, 0.01).parameters()).isEqualTo(broken);
    }
  }

  @Test
  void takesNoStepAfterALossThatLeftAllBounds() {
    try (Engine engine = engine(2)) {
      Checkpoint start = engine.checkpoint(0, 0.01);
      float[] wild = start.parameters().clone();
      wild[wild.length - 1] = (float) 1e15; // the last class's bias
      engine.restore(new Checkpoint(0, 0.01, wild, start.optimizerState()));
      List<StepResult> results = take(engine, List.of(planned(0, 0.01), planned(1, 0.01)));
      assertThat(results).hasSize(1);
      assertThat(results.get(0).loss()).isBetween(6e14, 7e14);
      assertThat(engine.checkpoint(0, 0.01).parameters()).isEqualTo(wild);
    }
  }

  @Test
  void takesSeveralStepsAsIfOneByOne() {
    try (Engine engine = engine(2)) {
      List<Engine.Step> steps =
          LongStream.range(0, 7).mapToObj(step -> planned(step, 0.01)).toList();
      List<StepResult> results = take(engine, steps);
      assertThat(results).hasSize(7).doesNotHaveDuplicates();
      assertThat(engine.checkpoint(7, 0.01).parameters()).isEqualTo(weightsAfter(2, 7));
    }
  }

  @Test
  void leavesOutTheStepsThatAreCancelled() {
    try (Engine engine = engine(2)) {
      CountDownLatch done = new CountDownLatch(1);
      List<Engine.Step> steps =
          LongStream.range(0, 100_000).mapToObj(step -> planned(step, 0.01)).toList();
      engine.startSteps(DATA, steps, done::countDown);
      engine.cancel();
      await(done);
      int taken = engine.finishSteps().size();
      assertThat(taken).isLessThan(steps.size());
      assertThat(engine.checkpoint(taken, 0.01).parameters()).isEqualTo(weightsAfter(2, taken));
      assertThat(step(engine, taken, 0.01).loss()).isFinite();
    }
  }

  @Test
  void tellsTheOwnerWhyAWorkerFailed() {
    try (Engine engine = engine(2)) {
      Engine.Step impossible = new Engine.Step(new int[] {0, 1, 999}, 0, 0.01);
      assertThatThrownBy(() -> take(engine, List.of(impossible)))
          .isInstanceOf(IllegalStateException.class)
          .hasStackTraceContaining("no image 999 in stripes");
      assertThat(step(engine, 0, 0.01).loss()).isFinite();
    }
  }

  @Test
  void closesWhileAnEvaluationIsUnderWay() {
    CountDownLatch done = new CountDownLatch(1);
    Engine engine = engine(2);
    engine.startEvaluation(DATA, done::countDown);
    engine.close();
    assertThat(done.getCount()).isZero();
  }

  @Test
  void takesSmallBatchesAndMoreWorkersThanImages() {
    try (Engine engine = engine(3)) {
      StepResult result = take(engine, List.of(new Engine.Step(new int[] {7}, 0, 0.01))).get(0);
      assertThat(result.images()).isEqualTo(1);
      assertThat(result.loss()).isFinite();
    }
  }

  @Test
  void takesOneWorkerACoreIfNoneIsAskedFor() {
    try (Engine engine = engine(0)) {
      assertThat(engine.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }
}
