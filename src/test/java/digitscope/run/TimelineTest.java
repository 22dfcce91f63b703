package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import digitscope.Patience;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Timeline.Kind;
import digitscope.run.Timeline.Mark;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  private static RunFolder oldRun(String name) throws URISyntaxException, RunException {
    return RunFolder.open(
        Path.of(Objects.requireNonNull(RunFolder.class.getResource("old/" + name)).toURI()));
  }

  private static Moment moment(long step) {
    return new Moment(
        step, Optional.of(new float[3]), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void takesTheCheckpointsAndTheHistoryOfOldRunsForMoments() throws Exception {
    RunFolder run = oldRun("cnn-bn-finished");
    Timeline timeline = run.timeline();
    assertThat(timeline.marks())
        .containsExactly(
            new Mark(0, Set.of(Kind.FIRST), true),
            new Mark(30, Set.of(Kind.EPOCH_END, Kind.BEST, Kind.NEWEST), true));
    Moment last = timeline.at(30);
    assertThat(last.parameters()).contains(run.lastCheckpoint().parameters());
    assertThat(last.test().orElseThrow().loss())
        .isEqualTo(run.evaluations().get(run.evaluations().size() - 1).loss());
    assertThat(timeline.at(0).parameters()).contains(run.checkpoint(0).parameters());
  }

  @Test
  void namesTheStepsNearest() throws Exception {
    Timeline timeline = oldRun("mlp-finished").timeline();
    assertThatThrownBy(() -> timeline.at(12))
        .isInstanceOf(RunException.class)
        .hasMessage("Step 12 is not stored; the nearest are 0 and 30.");
    assertThatThrownBy(() -> timeline.at(99))
        .hasMessage("Step 99 is not stored; the nearest is 30.");
  }

  @Test
  void takesTheLowestLossForTheBestOfWhatIsHeldOutIfThereIsAny() {
    List<KnownStep> tested =
        List.of(
            new KnownStep(0, true, 2.3, Double.NaN),
            new KnownStep(10, true, 0.2, Double.NaN),
            new KnownStep(15, true, 0.1, Double.NaN),
            new KnownStep(20, true, 0.3, Double.NaN));
    assertThat(KnownStep.best(tested)).hasValue(15);
    List<KnownStep> heldOut =
        List.of(
            new KnownStep(0, true, 2.3, Double.NaN),
            new KnownStep(10, true, 0.2, 0.5),
            new KnownStep(15, true, 0.1, Double.NaN),
            new KnownStep(20, true, 0.3, 0.4));
    assertThat(KnownStep.best(heldOut)).hasValue(20);
    assertThat(KnownStep.marks(heldOut, 10))
        .extracting(Mark::kinds)
        .containsExactly(
            Set.of(Kind.FIRST),
            Set.of(Kind.EPOCH_END),
            Set.of(),
            Set.of(Kind.EPOCH_END, Kind.BEST, Kind.NEWEST));
    assertThat(KnownStep.best(List.of())).isEmpty();
  }

  @Test
  void keepsTheStepsOfARunThatIsNotRecordedInMemory() throws Exception {
    LiveTimeline live = LiveTimeline.unrecorded(5, Retention.USUAL);
    assertThat(live.marks()).isEmpty();
    assertThatThrownBy(() -> live.at(3)).hasMessageContaining("no other step is");
    live.reached(moment(0));
    live.reached(moment(10));
    assertThat(live.marks())
        .containsExactly(
            new Mark(0, Set.of(Kind.FIRST), true),
            new Mark(10, Set.of(Kind.EPOCH_END, Kind.NEWEST), true));
    assertThat(live.at(0).step()).isZero();
    assertThat(live.at(10).step()).isEqualTo(10);
    assertThatThrownBy(() -> live.at(7)).hasMessageContaining("the nearest are 0 and 10");
    live.saved(0);
    assertThat(live.marks()).extracting(Mark::step).containsExactly(10L);
  }

  @Test
  void keepsNoMoreInMemoryThanItsBudget() throws Exception {
    // Room for three of them.
    LiveTimeline live = LiveTimeline.unrecorded(5, new Retention(3 * moment(0).bytes()));
    for (long step = 0; step <= 12; step++) {
      live.reached(moment(step));
    }
    assertThat(live.marks()).extracting(Mark::step).containsExactly(0L, 5L, 12L);
    assertThat(Retention.ofMegabytes(1000).inMemory()).isEqualTo(Retention.USUAL);
    assertThat(Retention.ofMegabytes(1).inMemory()).isEqualTo(Retention.ofMegabytes(1));
  }

  @Test
  void keepsTheBestInMemory() {
    Evaluation any = new Evaluation(0, 4, new byte[7], new float[28], 1);
    long room = new Moment(0, Optional.empty(), Optional.of(any), Optional.empty()).bytes();
    LiveTimeline live = LiveTimeline.unrecorded(100, new Retention(3 * room));
    for (long step = 0; step <= 12; step++) {
      Evaluation found =
          new Evaluation(step, 4, new byte[7], new float[28], Math.abs(step - 7) + 0.5);
      live.reached(new Moment(step, Optional.empty(), Optional.of(found), Optional.empty()));
    }
    assertThat(live.marks()).extracting(Mark::step).containsExactly(0L, 7L, 12L);
    assertThat(live.marks().get(1).is(Kind.BEST)).isTrue();
  }

  @Test
  void keepsTheEvaluationOfACheckpointThatIsDeletedAsLongAsItIsThere() throws Exception {
    RunFolder run = oldRun("cnn-bn-finished");
    RecordedTimeline timeline = run.timeline(run.moments());
    timeline.forgetCheckpoint(30);
    timeline.forgetCheckpoint(17);
    assertThat(timeline.marks())
        .extracting(Mark::step, Mark::hasNetwork)
        .containsExactly(tuple(0L, true), tuple(30L, false));
    assertThat(timeline.at(30).parameters()).isEmpty();
    assertThat(timeline.at(30).test()).isPresent();
    timeline.keepEvaluations(Set.of(0L));
    assertThat(timeline.marks()).extracting(Mark::step).containsExactly(0L);
    assertThatThrownBy(() -> timeline.at(30)).hasMessageContaining("the nearest is 0");
  }

  @Test
  void countsWhatAMomentTakesInMemory() {
    Evaluation evaluation = new Evaluation(1, 4, new byte[7], new float[28], 1);
    Moment moment =
        new Moment(
            1,
            Optional.of(new float[100]),
            Optional.of(evaluation),
            Optional.of(evaluation),
            Optional.of(new float[6]));
    assertThat(moment.bytes()).isEqualTo(400 + 2 * (28 * 4 + 7 + 7) + 24);
  }

  private static RunRecorder recorder(RunFolder run, MetricLog log, long fromStep)
      throws RunException {
    return new RunRecorder(run, log, fromStep, Optional.of(Retention.ofMegabytes(0)));
  }

  /** A run that was ended after its first step, in the middle of an epoch. */
  private RunFolder begun(RunConfig config) throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("run"), config, Provenance.now(DATA));
    MetricLog log = new MetricLog();
    TrainingSession fresh = TrainingSession.fresh(DATA, config, log);
    CompletableFuture<Long> taken = fresh.submit(new Command.Step());
    try (RunRecorder recorder = recorder(run, log, 0);
        RunningSession session = new RunningSession(fresh, recorder)) {
      assertThat(taken.get()).isEqualTo(1);
      session.await(snapshot -> snapshot.view().evaluation().isPresent());
    }
    return run;
  }

  /** Trains it to its end, and remembers nothing of its evaluations. */
  private static Timeline resumed(RunFolder run, Checkpoint from) throws Exception {
    MetricLog log = run.metrics(from.step());
    try (RunRecorder recorder = recorder(run, log, from.step())) {
      Timeline live = recorder.timeline();
      assertThat(live.marks()).anyMatch(mark -> mark.step() == from.step() && mark.hasNetwork());
      try (RunningSession session =
          new RunningSession(TrainingSession.resume(DATA, run.config(), from, log), recorder)) {
        session.awaitPhase(Phase.FINISHED);
      }
      assertThat(recorder.problem()).isEmpty();
      return live;
    }
  }

  @Test
  void offersNoStepThatIsGoneSince() throws Exception {
    RunFolder run = begun(TinyTask.config());
    Checkpoint from = run.lastCheckpoint();
    assertThat(from.step()).isEqualTo(1);

    Timeline live = resumed(run, from);
    assertThat(run.checkpointSteps()).doesNotContain(1L);
    assertThat(live.marks()).noneMatch(mark -> mark.step() == 1 && mark.hasNetwork());
    assertThat(live.marks()).extracting(Mark::step).contains(0L, 30L);
    for (Mark mark : live.marks()) {
      Moment moment = live.at(mark.step());
      assertThat(moment.parameters().isPresent()).isEqualTo(mark.hasNetwork());
      assertThat(mark.hasNetwork() || moment.test().isPresent()).isTrue();
    }
  }

  @Test
  void showsWhatCouldNotBeWritten() throws Exception {
    RunConfig config = TinyTask.config();
    RunFolder run = RunFolder.create(temp.resolve("run"), config, Provenance.now(DATA));
    MetricLog log = new MetricLog();
    try (RunRecorder recorder = new RunRecorder(run, log, 0)) {
      Path moments = temp.resolve("run/moments");
      Files.delete(moments);
      Files.writeString(moments, "a file");
      try (RunningSession session =
          new RunningSession(TrainingSession.fresh(DATA, config, log), recorder)) {
        session.awaitPhase(Phase.FINISHED);
      }
      Patience.until(() -> recorder.problem().isPresent()); // it writes on a thread of its own
      Timeline live = recorder.timeline();
      assertThat(live.marks()).extracting(Mark::step).contains(0L, 10L, 20L, 30L);
      for (Mark mark : live.marks()) {
        assertThat(live.at(mark.step()).parameters()).isPresent();
        assertThat(live.at(mark.step()).test()).isPresent();
      }
    }
  }
}
