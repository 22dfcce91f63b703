package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.data.HeldOut;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.run.Timeline.Kind;
import digitscope.run.Timeline.Mark;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainedNetwork;
import digitscope.session.TrainingSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MomentStoreTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  /** Of the run that was trained last. */
  private Timeline live = LiveTimeline.unrecorded(1, Retention.USUAL);

  private static RunConfig config() {
    return TinyTask.config()
        .withTraining(
            TinyTask.config().training().withValidation(new ValidationSpec(0.25, 0, false)));
  }

  private RunFolder trained(RunConfig config, Optional<Retention> retention) throws Exception {
    RunFolder folder = RunFolder.create(temp.resolve("run"), config, Provenance.now(DATA));
    MetricLog log = new MetricLog();
    TrainingSession session = TrainingSession.fresh(DATA, config, log);
    try (RunRecorder recorder = new RunRecorder(folder, log, 0, retention);
        RunningSession running = new RunningSession(session, recorder)) {
      running.await(snapshot -> snapshot.progress().phase() == Phase.FINISHED);
      running.cancel();
      assertThat(recorder.problem()).isEmpty();
      live = recorder.timeline();
    }
    return folder;
  }

  private RunFolder trained() throws Exception {
    return trained(config(), Optional.empty());
  }

  private Path file(long step) {
    return temp.resolve(String.format(Locale.ROOT, "run/moments/step-%06d.npz", step));
  }

  @Test
  void keepsAMomentOfStepZeroAndOfTheEndOfEachEpoch() throws Exception {
    RunFolder run = trained();
    List<Mark> marks = run.timeline().marks();
    int epoch = run.stepsPerEpoch();
    int last = config().training().epochs() * epoch;
    assertThat(marks.get(0)).isEqualTo(new Mark(0, marks.get(0).kinds(), true));
    assertThat(marks.get(0).is(Kind.FIRST)).isTrue();
    for (int step = epoch; step <= last; step += epoch) {
      long end = step;
      assertThat(marks).anyMatch(mark -> mark.step() == end && mark.is(Kind.EPOCH_END));
      assertThat(file(step)).exists();
    }
    assertThat(marks.get(marks.size() - 1).is(Kind.NEWEST)).isTrue();
    assertThat(marks.stream().filter(mark -> mark.is(Kind.BEST))).hasSize(1);
  }

  @Test
  void keepsHowFarTheStepBeforeMovedEachArray() throws Exception {
    RunFolder run = trained();

    assertThat(run.timeline().at(0).updateNorms()).isEmpty();
    for (long step : new long[] {run.stepsPerEpoch(), 2L * run.stepsPerEpoch()}) {
      float[] norms = run.timeline().at(step).updateNorms().orElseThrow();
      // Weights and biases of two layers.
      assertThat(norms).hasSize(4);
      for (float norm : norms) {
        assertThat(norm).isPositive();
      }
      assertThat(live.at(step).updateNorms()).contains(norms);
    }
  }

  @Test
  void showsTheSameWhileTheRunIsTrainedAsAfterwards() throws Exception {
    RunFolder run = trained();
    assertThat(live.marks()).isEqualTo(run.timeline().marks());
    for (Mark mark : live.marks()) {
      assertThat(live.at(mark.step()).parameters())
          .contains(run.timeline().at(mark.step()).parameters().orElseThrow());
    }
    assertThatThrownBy(() -> live.at(1_000)).hasMessageContaining("is not stored; the nearest is");
  }

  @Test
  void givesBackWhatTheSessionHadToTheLastBit() throws Exception {
    RunFolder run = trained();
    int last = config().training().epochs() * run.stepsPerEpoch();
    Moment moment = run.timeline().at(last);
    assertThat(moment.parameters()).contains(run.lastCheckpoint().parameters());
    Evaluation recorded = moment.test().orElseThrow();
    int classes = run.provenance().classNames().size();
    try (TrainedNetwork network =
        new TrainedNetwork(
            run.config(), run.provenance().imageShape(), classes, run.weights(last))) {
      Evaluation computed = network.evaluate(DATA.test());
      assertThat(recorded.loss()).isEqualTo(computed.loss());
      assertThat(recorded.confusion()).isEqualTo(computed.confusion());
      assertThat(recorded.isOfSameImages(computed)).isTrue();
      for (int image = 0; image < computed.size(); image++) {
        assertThat(recorded.probability(image, 0))
            .isCloseTo(computed.probability(image, 0), within(1f / 65_535));
      }
    }
    assertThat(moment.heldOut().orElseThrow().size()).isEqualTo(heldOutImages(run));
    assertThat(run.timeline().at(0).heldOut()).isEmpty();
  }

  private static int heldOutImages(RunFolder run) {
    return HeldOut.count(run.provenance().trainingImages(), 0.25);
  }

  @Test
  void keepsWithinItsBudget() throws Exception {
    RunFolder run = trained(config(), Optional.of(new Retention(1)));
    assertThat(run.moments().known()).isEmpty();
    // What is left has checkpoints to be looked at.
    assertThat(run.timeline().marks()).isNotEmpty().allMatch(Mark::hasNetwork);
  }

  @Test
  void keepsNoneIfNoneAreWanted() throws Exception {
    trained(config(), Optional.of(Retention.ofMegabytes(0)));
    try (var files = Files.list(temp.resolve("run/moments"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void leavesOutADamagedMomentAndNamesIt() throws Exception {
    RunFolder run = trained();
    run.deleteCheckpoint(0);
    long epoch = run.stepsPerEpoch();
    run.deleteCheckpoint(epoch);
    Files.writeString(file(0), "damaged");
    flip(file(epoch), "weights");
    List<String> notes = new ArrayList<>();
    Timeline timeline = RunFolder.open(run.path(), notes::add).timeline();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("step-000000.npz was skipped");
    // Its weights follow from the seed.
    assertThat(timeline.at(0).parameters()).isPresent();
    assertThatThrownBy(() -> timeline.at(epoch))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("checksum")
        .hasMessageMatching(".* is not stored; the nearest are \\d+ and \\d+\\.");
  }

  @Test
  void takesTheCheckpointWhereAMomentIsDamaged() throws Exception {
    RunFolder run = trained();
    long epoch = run.stepsPerEpoch();
    flip(file(epoch), "weights");
    List<String> notes = new ArrayList<>();
    Moment moment = RunFolder.open(run.path(), notes::add).timeline().at(epoch);
    assertThat(moment.parameters()).contains(run.checkpoint(epoch).parameters());
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("was skipped", "checksum");
  }

  @Test
  void losesOnlyPredictionsWithDamagedLabels() throws Exception {
    RunFolder run = trained();
    Path labels = temp.resolve("run/moments/labels.npz");
    byte[] sound = Files.readAllBytes(labels);
    List<String> notes = new ArrayList<>();
    Files.write(labels, Arrays.copyOf(sound, 40));
    Moment moment = RunFolder.open(run.path(), notes::add).timeline().at(0);
    assertThat(moment.parameters()).isPresent();
    assertThat(moment.test()).isEmpty();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("labels.npz was skipped");
  }

  @Test
  void losesOnlyPredictionsWithLabelsOfNoClass() throws Exception {
    RunFolder run = trained();
    Path labels = temp.resolve("run/moments/labels.npz");
    MomentFile.writeLabels(
        labels, new MomentFile.Labels(Optional.of(new byte[] {99}), Optional.empty()));
    List<String> notes = new ArrayList<>();
    Moment moment = RunFolder.open(run.path(), notes::add).timeline().at(0);
    assertThat(moment.parameters()).isPresent();
    assertThat(moment.test()).isEmpty();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("labels.npz was skipped");
  }

  @Test
  void countsTheBytesOfItsFiles() throws Exception {
    MomentStore moments = trained().moments();
    long bytes = 0;
    for (KnownStep known : moments.known()) {
      bytes += Files.size(moments.file(known.step()));
    }
    assertThat(bytes).isPositive();
    assertThat(moments.bytes()).isEqualTo(bytes);
  }

  @Test
  void writesLabelsOnlyWhenTheyChange() throws Exception {
    RunFolder run = trained();
    Path labels = temp.resolve("run/moments/labels.npz");
    Moment sample = run.timeline().at(0);
    MomentStore moments = RunFolder.open(run.path(), note -> {}).moments();
    Object before = Files.readAttributes(labels, BasicFileAttributes.class).fileKey();
    moments.save(sample, Retention.USUAL);
    assertThat(Files.readAttributes(labels, BasicFileAttributes.class).fileKey()).isEqualTo(before);
  }

  @Test
  void forgetsWhatIsAfterTheStepThatARunGoesOnFrom() throws Exception {
    RunFolder run = trained();
    long epoch = run.stepsPerEpoch();
    Files.writeString(temp.resolve("run/moments/.digitscope-440f5958bf8398be92957336.tmp"), "PK");
    new RunRecorder(run, new MetricLog(), epoch).close();
    assertThat(run.moments().known())
        .extracting(KnownStep::step)
        .contains(0L, epoch)
        .last()
        .isEqualTo(epoch);
    try (var files = Files.list(temp.resolve("run/moments"))) {
      assertThat(files).noneMatch(name -> name.toString().endsWith(".tmp"));
    }
  }

  @Test
  void answersAnotherThreadWhileMomentsComeAndGo() throws Exception {
    RunFolder run = trained();
    Moment sample = run.timeline().at(0);
    float[] parameters = sample.parameters().orElseThrow();
    long size = Files.size(file(0));
    RunRecorder recorder =
        new RunRecorder(run, run.metrics(0), 0, Optional.of(new Retention(5 * size)));
    CompletableFuture<Integer> asked =
        CompletableFuture.supplyAsync(() -> askUntil(recorder.timeline(), 300));
    for (int step = 1; step <= 300; step++) {
      float[] changed = parameters.clone();
      changed[0] = step;
      Evaluation test = sample.test().orElseThrow();
      recorder.evaluated(changed, at(step, test), Optional.empty());
    }
    recorder.close();
    assertThat(recorder.problem()).isEmpty();
    assertThat(asked.get()).isPositive();
    // Few of them, the last among them.
    assertThat(run.moments().known()).hasSizeLessThan(20);
    assertThat(run.moments().has(300)).isTrue();
    assertThat(run.moments().bytes()).isLessThanOrEqualTo(5 * size);
  }

  @Test
  void showsMomentsThatAreStillToBeWritten() throws Exception {
    RunFolder run = trained();
    Moment sample = run.timeline().at(0);
    Evaluation test = sample.test().orElseThrow();
    CountDownLatch diskIsBack = new CountDownLatch(1);
    RunRecorder recorder = new RunRecorder(run, run.metrics(0), 0);
    recorder.later(() -> await(diskIsBack));
    for (long step : new long[] {1, 2, 3}) {
      recorder.evaluated(sample.parameters().orElseThrow(), at(step, test), Optional.empty());
    }
    Timeline timeline = recorder.timeline();
    assertThat(timeline.marks()).extracting(Mark::step).containsExactly(0L, 1L, 2L, 3L);
    assertThat(timeline.at(1).test().orElseThrow().loss()).isEqualTo(0.5);
    diskIsBack.countDown();
    recorder.close();
    assertThat(timeline.marks()).isEqualTo(run.timeline().marks());
    assertThat(timeline.at(1).test().orElseThrow().loss()).isEqualTo(0.5);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Evaluation at(long step, Evaluation like) {
    float[] probabilities = new float[like.size() * like.classes()];
    return new Evaluation(
        step, like.classes(), Predictions.labels(like), probabilities, 1.0 / (step + 1));
  }

  /** Asks for every step there is until a step has come; what is answered is of the step asked. */
  private static int askUntil(Timeline timeline, long last) {
    int answers = 0;
    while (true) {
      List<Mark> marks = timeline.marks();
      for (Mark mark : marks) {
        try {
          Moment moment = timeline.at(mark.step());
          assertThat(moment.step()).isEqualTo(mark.step());
          if (mark.step() > 0) {
            assertThat(moment.parameters().orElseThrow()[0]).isEqualTo((float) mark.step());
          }
          answers++;
        } catch (RunException e) {
          assertThat(e).hasMessageContaining("is not stored; the nearest");
        }
      }
      if (!marks.isEmpty() && marks.get(marks.size() - 1).step() >= last) {
        return answers;
      }
    }
  }

  private static void flip(Path file, String after) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf(after) + 200] ^= 0x40;
    Files.write(file, bytes);
  }
}
