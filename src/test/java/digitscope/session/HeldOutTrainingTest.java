package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sessions that hold images out of the training set. */
class HeldOutTrainingTest {
  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
  private static final int STEPS_PER_EPOCH = 5;

  /** Images whose labels were drawn by lot, which can be memorized but not generalized. */
  private static DataSplits noise() {
    return new DataSplits("noise", noise(125, 1), noise(60, 2));
  }

  private static Dataset noise(int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * SHAPE.size()];
    byte[] labels = new byte[count];
    random.nextBytes(pixels);
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    return new Dataset("noise", SHAPE, List.of("a", "b", "c"), pixels, labels);
  }

  private static RunConfig config(ValidationSpec validation, int epochs) {
    NetworkSpec network =
        new NetworkSpec(
            List.of(
                new Flatten(),
                new Dense(40, Activation.RELU),
                new Dropout(0.1),
                new Dense(3, Activation.SOFTMAX)));
    return TinyTask.config()
        .withNetwork(network)
        .withTraining(
            TinyTask.config()
                .training()
                .with(
                    draft -> {
                      draft.epochs = epochs;
                      draft.batchSize = 20;
                      draft.schedule = new ScheduleSpec.Constant();
                      draft.validation = validation;
                      draft.augmentation = new AugmentationSpec(0.5, 0, 0, 0, 0, 0);
                    }));
  }

  /** 25 of the 125 images are held out; stops when two epochs have not helped. */
  private static RunConfig stopping() {
    return config(new ValidationSpec(0.2, 2, true), 60);
  }

  private record Outcome(
      Snapshot end, Checkpoint network, List<Checkpoint> saved, MetricLog metrics) {
    Checkpoint lastSaved() {
      return saved.get(saved.size() - 1);
    }
  }

  private static Outcome outcome(TrainingSession session) throws Exception {
    try (RunningSession running = new RunningSession(session)) {
      Snapshot end = running.awaitPhase(Phase.FINISHED);
      Checkpoint network = running.ask(new Command.Save());
      running.cancel();
      return new Outcome(end, network, running.checkpoints(), end.progress().metrics());
    }
  }

  private static Outcome fresh(RunConfig config) throws Exception {
    return outcome(TrainingSession.fresh(noise(), config));
  }

  private static long bestStep(MetricLog metrics) {
    MetricLog.Points losses = metrics.read(Metric.VALIDATION_LOSS, 0);
    int best = 0;
    for (int i = 1; i < losses.size(); i++) {
      best = losses.values()[i] < losses.values()[best] ? i : best;
    }
    return losses.steps()[best];
  }

  @Test
  void evaluatesWhatIsHeldOutAtTheEndOfEveryEpoch() throws Exception {
    Outcome outcome = fresh(config(new ValidationSpec(0.2, 0, false), 3));
    assertThat(outcome.end().progress().totalSteps()).isEqualTo(3 * STEPS_PER_EPOCH);
    assertThat(outcome.metrics().read(Metric.VALIDATION_LOSS, 0).steps())
        .containsExactly(5, 10, 15);
    double[] accuracies = outcome.metrics().read(Metric.VALIDATION_ACCURACY, 0).values();
    assertThat(accuracies).hasSize(3);
    // A whole number of the 25 images.
    assertThat(accuracies[0] * 25).isEqualTo(Math.rint(accuracies[0] * 25)).isBetween(0.0, 25.0);
    Validation found = outcome.end().progress().validation().orElseThrow();
    assertThat(found.bestStep()).isEqualTo(bestStep(outcome.metrics()));
    assertThat(found.stoppedEarly()).isFalse();
    assertThat(found.restored()).isFalse();
    assertThat(outcome.end().progress().step()).isEqualTo(15);
  }

  @Test
  void stopsWhenItGetsNoBetterAndBringsTheBestWeightsBack() throws Exception {
    Outcome outcome = fresh(stopping());
    long best = bestStep(outcome.metrics());
    long last = best + 2 * STEPS_PER_EPOCH;
    assertThat(outcome.metrics().size(Metric.BATCH_LOSS)).isEqualTo((int) last);
    Validation found = outcome.end().progress().validation().orElseThrow();
    assertThat(found)
        .isEqualTo(
            new Validation(
                best,
                outcome.metrics().read(Metric.VALIDATION_LOSS, (int) (best / 5) - 1).values()[0],
                2,
                true,
                true));
    assertThat(outcome.end().progress().step()).isEqualTo(best);
    assertThat(outcome.end().progress().failure()).isEmpty();
    assertThat(outcome.end().view().evaluation().orElseThrow().step()).isEqualTo(best);
    assertThat(outcome.lastSaved().step()).isEqualTo(last);
    Checkpoint atBest =
        outcome.saved().stream().filter(saved -> saved.step() == best).findFirst().orElseThrow();
    assertThat(outcome.network().parameters()).isEqualTo(atBest.parameters());
    assertThat(outcome.lastSaved().parameters()).isNotEqualTo(atBest.parameters());
    assertThat(outcome.lastSaved().result().step()).isEqualTo(best);
    assertThat(outcome.lastSaved().result().parameters()).isEqualTo(atBest.parameters());
    assertThat(outcome.lastSaved().result().reachedStep()).isEqualTo(last);
    assertThat(atBest.result()).isSameAs(atBest);
  }

  @Test
  void keepsTheLastWeightsIfTheBestAreNotWanted() throws Exception {
    Outcome restored = fresh(stopping());
    Outcome kept = fresh(config(new ValidationSpec(0.2, 2, false), 60));
    assertThat(kept.end().progress().step()).isEqualTo(restored.lastSaved().step());
    assertThat(kept.network().parameters()).isEqualTo(restored.lastSaved().parameters());
    Validation found = kept.end().progress().validation().orElseThrow();
    assertThat(found.stoppedEarly()).isTrue();
    assertThat(found.restored()).isFalse();
  }

  @Test
  void bringsTheBestWeightsBackAfterTheLastEpochToo() throws Exception {
    Outcome outcome = fresh(config(new ValidationSpec(0.2, 0, true), 25));
    long best = bestStep(outcome.metrics());
    assertThat(best).isLessThan(25 * STEPS_PER_EPOCH);
    assertThat(outcome.end().progress().step()).isEqualTo(best);
    Validation found = outcome.end().progress().validation().orElseThrow();
    assertThat(found.stoppedEarly()).isFalse();
    assertThat(found.restored()).isTrue();
  }

  @Test
  void endsTheSameFromWhereverItGoesOn() throws Exception {
    Outcome whole = fresh(stopping());
    List<Checkpoint> from = new ArrayList<>(whole.saved());
    // Saved at the end of an epoch, before what is held out was evaluated.
    Checkpoint first =
        from.stream().filter(saved -> saved.step() == STEPS_PER_EPOCH).findFirst().orElseThrow();
    from.add(first.withBest(Optional.empty()));
    for (Checkpoint start : from) {
      Outcome resumed =
          outcome(TrainingSession.resume(noise(), stopping(), start, new MetricLog()));
      assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
      assertThat(resumed.end().progress().validation())
          .isEqualTo(whole.end().progress().validation());
      assertThat(resumed.end().progress().step()).isEqualTo(whole.end().progress().step());
    }
  }

  @Test
  void goesOnWithTheLastWeightsIfMoreEpochsAreWanted() throws Exception {
    ValidationSpec validation = new ValidationSpec(0.2, 0, true);
    Outcome whole = fresh(config(validation, 25));
    Outcome part = fresh(config(validation, 15));
    assertThat(part.end().progress().validation().orElseThrow().restored()).isTrue();
    Outcome resumed =
        outcome(
            TrainingSession.resume(
                noise(), config(validation, 25), part.lastSaved(), new MetricLog()));
    assertThat(resumed.network().parameters()).isEqualTo(whole.network().parameters());
    assertThat(resumed.lastSaved().parameters()).isEqualTo(whole.lastSaved().parameters());
  }

  @Test
  void logsNoEpochTwice() throws Exception {
    Outcome whole = fresh(stopping());
    Outcome again =
        outcome(TrainingSession.resume(noise(), stopping(), whole.lastSaved(), whole.metrics()));
    for (Metric metric : Metric.values()) {
      assertThat(again.metrics().read(metric, 0).steps()).doesNotHaveDuplicates();
    }
    assertThat(again.end().progress().step()).isEqualTo(whole.end().progress().step());
  }

  @Test
  void showsAnEarlyStoppedRunAsFinished() throws Exception {
    Outcome whole = fresh(stopping());
    TrainingSession opened =
        TrainingSession.open(noise(), stopping(), whole.lastSaved().result(), whole.metrics());
    Outcome shown = outcome(opened);
    assertThat(shown.end().progress().step()).isEqualTo(whole.end().progress().step());
    assertThat(shown.end().progress().validation()).isEqualTo(whole.end().progress().validation());
    assertThat(shown.network().parameters()).isEqualTo(whole.network().parameters());
  }

  @Test
  void readsTheHeldOutImagesOfARunThatIsOpened() throws Exception {
    Outcome whole = fresh(stopping());
    Checkpoint result = whole.lastSaved().result();
    MetricLog metrics = whole.metrics();
    int logged = metrics.size(Metric.VALIDATION_LOSS);
    TrainingSession opened = TrainingSession.open(noise(), stopping(), result, metrics);
    try (RunningSession running = new RunningSession(opened)) {
      Snapshot seen = running.await(snapshot -> snapshot.view().heldOut().isPresent());
      assertThat(seen.view().heldOut().orElseThrow().step()).isEqualTo(result.step());
      assertThat(seen.view().heldOut().orElseThrow().loss())
          .isCloseTo(
              metrics.valueAt(Metric.VALIDATION_LOSS, result.step()).orElseThrow(), within(1e-6));
      assertThat(metrics.size(Metric.VALIDATION_LOSS)).isEqualTo(logged);
    }
  }
}
