package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class TrainingSessionTest {
  /** An image alone is computed by other native code than one among many. */
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);

  private static RunningSession fresh(RunConfig config) {
    return new RunningSession(TrainingSession.fresh(TinyTask.data(), config));
  }

  private static Checkpoint weightsAtEnd(RunConfig config) throws Exception {
    try (RunningSession session = fresh(config)) {
      session.awaitPhase(Phase.FINISHED);
      return session.ask(new Command.Save());
    }
  }

  @Test
  void trainsToTheEndAndGoesOnAnswering() throws Exception {
    byte[] image = TinyTask.data().test().image(0);
    try (RunningSession session = fresh(TinyTask.config())) {
      Snapshot end = session.awaitPhase(Phase.FINISHED);
      assertThat(end.progress().step()).isEqualTo(30);
      assertThat(end.progress().totalSteps()).isEqualTo(30);
      assertThat(end.progress().progress()).isEqualTo(1);
      assertThat(end.progress().remainingNanos()).isZero();
      assertThat(end.progress().imagesPerSecond()).isPositive();
      assertThat(end.view().evaluation().orElseThrow().step()).isEqualTo(30);
      assertThat(end.view().evaluation().orElseThrow().accuracy()).isGreaterThan(0.9);
      assertThat(end.progress().metrics().read(Metric.BATCH_LOSS, 0).steps())
          .hasSize(30)
          .startsWith(1, 2, 3);

      Prediction prediction = session.ask(new Question.Predict(image));
      assertThat(prediction.step()).isEqualTo(30);
      assertThat(prediction.probabilities())
          .containsExactly(end.view().evaluation().orElseThrow().probabilities(0), ROUNDING);
      assertThat(session.ask(new Question.ComputeMaps(image)).step()).isEqualTo(30);
      assertThat(session.ask(new Question.ComputePatterns(0)).layerIndex()).isZero();
    }
  }

  @Test
  void saysHowManyThreadsItUsesWhereThatWasLeftOpen() {
    RunConfig open = TinyTask.config().withTraining(TinyTask.config().training().withThreads(0));
    assertThat(TrainingSession.fresh(TinyTask.data(), open).config().training().threads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(TrainingSession.fresh(TinyTask.data(), TinyTask.config()).config())
        .isEqualTo(TinyTask.config());
  }

  @Test
  void evaluatesBeforeTheFirstStepAndAfterEachEpoch() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      Snapshot end = session.awaitPhase(Phase.FINISHED);
      assertThat(end.progress().metrics().read(Metric.TEST_ACCURACY, 0).steps())
          .contains(0, 10, 20, 30);
      assertThat(session.checkpoints()).extracting(Checkpoint::step).contains(0L, 10L, 20L, 30L);
    }
  }

  @Test
  void pausesStepsAndResumes() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      long paused = session.ask(new Command.Pause());
      assertThat(session.last().progress().phase()).isEqualTo(Phase.PAUSED);
      assertThat(session.ask(new Command.Step())).isEqualTo(paused + 1);
      CompletableFuture<Long> second = session.submit(new Command.Step());
      CompletableFuture<Long> third = session.submit(new Command.Step());
      assertThat(second.get()).isEqualTo(paused + 2);
      assertThat(third.get()).isEqualTo(paused + 3);
      assertThat(session.last().progress().step()).isEqualTo(paused + 3);
      assertThat(session.last().progress().phase()).isEqualTo(Phase.PAUSED);

      session.ask(new Command.Resume());
      session.await(snapshot -> snapshot.progress().step() > paused + 10);
      assertThat(session.last().progress().phase()).isEqualTo(Phase.TRAINING);
    }
  }

  @Test
  void evaluatesTheStepItPausedAt() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      session.ask(new Command.Pause());
      long paused = session.ask(new Command.Step());
      session.await(
          snapshot ->
              snapshot.view().evaluation().isPresent()
                  && snapshot.view().evaluation().get().step() == paused);
    }
  }

  @Test
  void stopsForGoodButGoesOnAnswering() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      long stopped = session.ask(new Command.Stop());
      assertThat(session.last().progress().phase()).isEqualTo(Phase.STOPPED);
      assertThat(session.checkpoints()).last().extracting(Checkpoint::step).isEqualTo(stopped);
      assertThatThrownBy(() -> session.ask(new Command.Resume()))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> session.ask(new Command.Step()))
          .hasRootCauseInstanceOf(IllegalStateException.class);
      byte[] image = TinyTask.data().test().image(0);
      assertThat(session.ask(new Question.Predict(image)).step()).isEqualTo(stopped);
      session.await(
          snapshot ->
              snapshot.view().evaluation().isPresent()
                  && snapshot.view().evaluation().get().step() == stopped);
    }
  }

  @Test
  void changesTheLearningRateWhileItRuns() throws Exception {
    RunConfig constant = TinyTask.endless();
    try (RunningSession session = fresh(constant)) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      long changedAt = session.ask(new Command.SetLearningRate(0.005));
      session.await(snapshot -> snapshot.progress().step() > changedAt + 3);
      MetricLog.Points rates = session.last().progress().metrics().read(Metric.LEARNING_RATE, 0);
      int after = (int) changedAt + 2;
      assertThat(rates.values()[0]).isEqualTo(0.01);
      assertThat(rates.values()[after]).isBetween(0.00499, 0.005);
    }
  }

  @Test
  void replacesADrawingThatWaitsByANewerOne() throws Exception {
    byte[] image = TinyTask.data().test().image(0);
    TrainingSession session = TrainingSession.fresh(TinyTask.data(), TinyTask.config());
    CompletableFuture<Prediction> older = session.submit(new Question.Predict(image));
    CompletableFuture<Prediction> newer = session.submit(new Question.Predict(image));
    assertThatThrownBy(older::join).isInstanceOf(CancellationException.class);
    try (RunningSession running = new RunningSession(session)) {
      assertThat(newer.get().probabilities()).hasSize(4);
      running.awaitPhase(Phase.FINISHED);
    }
  }

  @Test
  void refusesAnImageOfAnotherSizeAndGoesOn() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      assertThatThrownBy(() -> session.ask(new Question.Predict(new byte[3])))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> session.ask(new Question.ComputePatterns(9)))
          .hasRootCauseInstanceOf(IllegalArgumentException.class);
      session.awaitPhase(Phase.FINISHED);
    }
  }

  @Test
  void refreshesWhatIsWatchedAndNothingElse() throws Exception {
    byte[] image = TinyTask.data().test().image(5);
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      assertThat(session.last().view().maps()).isEmpty();
      assertThat(session.last().view().patterns()).isEmpty();
      session.watch(new Watch(Optional.of(image), OptionalInt.of(0)));
      Snapshot first = session.await(snapshot -> snapshot.view().maps().isPresent());
      long step = first.view().maps().orElseThrow().step();
      session.await(
          snapshot ->
              snapshot.view().maps().isPresent() && snapshot.view().maps().get().step() > step);
      session.await(snapshot -> snapshot.view().patterns().isPresent());
    }
  }

  @Test
  void ignoresAWatchThatFitsAnotherNetwork() throws Exception {
    try (RunningSession session = fresh(TinyTask.config())) {
      session.watch(new Watch(Optional.of(new byte[784]), OptionalInt.of(12)));
      Snapshot end = session.awaitPhase(Phase.FINISHED);
      assertThat(end.view().maps()).isEmpty();
      assertThat(end.view().patterns()).isEmpty();
    }
  }

  @Test
  void saysWhyItDivergedAndKeepsTheLastSoundWeights() throws Exception {
    RunConfig wild =
        TinyTask.endless().withTraining(TinyTask.endless().training().withLearningRate(100));
    try (RunningSession session = fresh(wild)) {
      session.ask(new Command.SetLearningRate(1e38));
      Snapshot failed = session.awaitPhase(Phase.FAILED);
      assertThat(failed.progress().failure().orElseThrow())
          .containsPattern("The loss became (NaN|infinite|[0-9.]+e[+][0-9]+) at step")
          .contains("learning rate")
          .contains("Try ");
      assertThat(failed.progress().step())
          .isEqualTo(failed.view().evaluation().orElseThrow().step());
      byte[] image = TinyTask.data().test().image(0);
      assertThat(session.ask(new Question.Predict(image)).probabilities())
          .containsExactly(failed.view().evaluation().orElseThrow().probabilities(0), ROUNDING);
    }
  }

  @Test
  void savesTheStepThatItReachedWhenCancelled() throws Exception {
    try (RunningSession session = fresh(TinyTask.endless())) {
      session.await(snapshot -> snapshot.progress().step() > 3);
      session.cancel();
      assertThat(session.checkpoints())
          .last()
          .extracting(Checkpoint::step)
          .isEqualTo(session.last().progress().step());
      assertThatThrownBy(() -> session.ask(new Command.Pause()))
          .isInstanceOf(CancellationException.class);
    }
  }

  /** A step of enough images that no command comes too late for it. */
  private static TrainingSession ofLongSteps() {
    RunConfig config =
        TinyTask.endless().withTraining(TinyTask.endless().training().withBatchSize(10_000));
    return TrainingSession.fresh(TinyTask.data(30_000), config);
  }

  @Test
  void stopsWithoutTheStepThatIsUnderWay() throws Exception {
    TrainingSession training = ofLongSteps();
    CompletableFuture<Long> stopped = new CompletableFuture<>();
    SnapshotSink stopper =
        snapshot -> {
          // When it is heard that a step was taken, the next has begun.
          if (snapshot.progress().step() == 1 && snapshot.progress().phase() == Phase.TRAINING) {
            var unused = training.submit(new Command.Stop()).thenAccept(stopped::complete);
          }
        };
    try (RunningSession session = new RunningSession(training, stopper)) {
      session.awaitPhase(Phase.STOPPED);
      assertThat(stopped.get()).isEqualTo(1);
      assertThat(session.checkpoints()).last().extracting(Checkpoint::step).isEqualTo(1L);
    }
  }

  @Test
  void isCancelledWithoutTheStepThatIsUnderWay() throws Exception {
    TrainingSession training = ofLongSteps();
    CancelToken token = new CancelToken();
    List<Checkpoint> checkpoints = new ArrayList<>();
    SnapshotSink canceller =
        new SnapshotSink() {
          @Override
          public void publish(Snapshot snapshot) {
            if (snapshot.progress().step() == 1) {
              token.cancel();
            }
          }

          @Override
          public void checkpoint(Checkpoint checkpoint) {
            checkpoints.add(checkpoint);
          }
        };
    training.run(canceller, token);
    assertThat(checkpoints).last().extracting(Checkpoint::step).isEqualTo(1L);
  }

  @Test
  void leavesNeitherThreadsNorNativeObjectsBehind() throws Exception {
    weightsAtEnd(TinyTask.config());
    long before = Collected.nativeObjects();
    Set<Thread> others = workers(); // of sessions of other tests that are about to end
    for (int i = 0; i < 3; i++) {
      weightsAtEnd(TinyTask.config());
      try (RunningSession interrupted = fresh(TinyTask.endless())) {
        byte[] image = TinyTask.data().test().image(0);
        interrupted.watch(new Watch(Optional.of(image), OptionalInt.of(0)));
        interrupted.await(snapshot -> snapshot.view().patterns().isPresent());
      }
    }
    Collected.until(() -> Pointer.totalCount() <= before);
    Collected.until(() -> others.containsAll(workers()));
  }

  private static Set<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("digitscope-worker"))
        .collect(Collectors.toSet());
  }

  /** A session of 30 steps, in its first epoch of ten. */
  private static RunningSession paused() throws Exception {
    return RunningSession.paused(TrainingSession.fresh(TinyTask.data(), TinyTask.config()));
  }

  @Test
  void learnsTheSameWhateverIsAskedMeanwhile() throws Exception {
    Checkpoint undisturbed = weightsAtEnd(TinyTask.config());
    byte[] image = TinyTask.data().test().image(5);
    try (RunningSession session = paused()) {
      session.watch(new Watch(Optional.of(image), OptionalInt.of(0)));
      for (int i = 0; i < 12; i++) {
        session.ask(new Command.Step());
        session.ask(new Question.Predict(image));
        session.ask(new Question.ComputeMaps(image));
      }
      session.ask(new Question.ComputePatterns(0));
      session.ask(new Command.Resume());
      session.awaitPhase(Phase.FINISHED);
      Checkpoint disturbed = session.ask(new Command.Save());
      assertThat(disturbed.parameters()).isEqualTo(undisturbed.parameters());
      assertThat(disturbed.optimizerState()).isEqualTo(undisturbed.optimizerState());
    }
  }

  @Test
  void resumesFromAnyStepAsIfItHadNeverStopped() throws Exception {
    Checkpoint uninterrupted = weightsAtEnd(TinyTask.config());
    Checkpoint interrupted;
    try (RunningSession session = paused()) {
      long reached = 0;
      while (reached < 13) {
        reached = session.ask(new Command.Step());
      }
      interrupted = session.ask(new Command.Save());
      assertThat(interrupted.step()).isEqualTo(13);
    }
    TrainingSession resumed =
        TrainingSession.resume(TinyTask.data(), TinyTask.config(), interrupted, new MetricLog());
    try (RunningSession session = new RunningSession(resumed)) {
      session.awaitPhase(Phase.FINISHED);
      assertThat(session.ask(new Command.Save()).parameters())
          .isEqualTo(uninterrupted.parameters());
      assertThat(session.last().progress().metrics().read(Metric.BATCH_LOSS, 0).steps()[0])
          .isEqualTo(14);
    }
  }

  @Test
  void resumesFromWhereverItWasCancelled() throws Exception {
    // Long epochs, as many steps are taken at once up to the end of one.
    DataSplits data = TinyTask.data(6400);
    Checkpoint uninterrupted;
    try (RunningSession session =
        new RunningSession(TrainingSession.fresh(data, TinyTask.config()))) {
      session.awaitPhase(Phase.FINISHED);
      uninterrupted = session.ask(new Command.Save());
    }
    for (long wanted : new long[] {30, 90, 150, 210, 270}) {
      Checkpoint cancelled;
      try (RunningSession session =
          new RunningSession(TrainingSession.fresh(data, TinyTask.config()))) {
        session.await(snapshot -> snapshot.progress().step() >= wanted);
        session.cancel();
        cancelled = session.checkpoints().get(session.checkpoints().size() - 1);
        assertThat(cancelled.step()).isEqualTo(session.last().progress().step());
      }
      try (RunningSession session =
          new RunningSession(
              TrainingSession.resume(data, TinyTask.config(), cancelled, new MetricLog()))) {
        session.awaitPhase(Phase.FINISHED);
        assertThat(session.ask(new Command.Save()).parameters())
            .isEqualTo(uninterrupted.parameters());
      }
    }
  }

  @Test
  void opensARunToLookAtWithoutTraining() throws Exception {
    Checkpoint saved = weightsAtEnd(TinyTask.config());
    TrainingSession opened =
        TrainingSession.open(TinyTask.data(), TinyTask.config(), saved, new MetricLog());
    try (RunningSession session = new RunningSession(opened)) {
      Snapshot shown = session.await(snapshot -> snapshot.view().evaluation().isPresent());
      assertThat(shown.progress().phase()).isEqualTo(Phase.FINISHED);
      assertThat(shown.progress().step()).isEqualTo(30);
      assertThat(session.ask(new Command.Save()).parameters()).isEqualTo(saved.parameters());
      assertThat(session.checkpoints()).isEmpty();
    }
  }

  @Test
  void showsWhatWeightsThatAreNoNumbersSayAndThatTheyAreNone() throws Exception {
    Checkpoint saved = weightsAtEnd(TinyTask.config());
    float[] broken = saved.parameters().clone();
    broken[0] = Float.NaN;
    Checkpoint diverged = new Checkpoint(30, 0.01, broken, saved.optimizerState());
    TrainingSession opened =
        TrainingSession.open(TinyTask.data(), TinyTask.config(), diverged, new MetricLog());
    try (RunningSession session = new RunningSession(opened)) {
      Snapshot shown = session.awaitPhase(Phase.FAILED);
      assertThat(shown.progress().failure().orElseThrow())
          .contains("not finite numbers", "diverged");
      assertThat(shown.view().evaluation().orElseThrow().size()).isEqualTo(100);
    }
  }

  @Test
  void stopsAtWeightsThatAreNoNumbersWhateverTheLoss() throws Exception {
    Checkpoint saved = weightsAtEnd(TinyTask.config());
    float[] broken = saved.parameters().clone();
    broken[0] = Float.NaN;
    Checkpoint diverged = new Checkpoint(10, 0.01, broken, saved.optimizerState());
    TrainingSession resumed =
        TrainingSession.resume(TinyTask.data(), TinyTask.config(), diverged, new MetricLog());
    try (RunningSession session = new RunningSession(resumed)) {
      Snapshot failed = session.awaitPhase(Phase.FAILED);
      assertThat(failed.progress().failure().orElseThrow())
          .contains("not finite numbers", "diverged");
      assertThat(failed.view().evaluation()).isEmpty();
    }
  }
}
