package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.io.Reason;
import digitscope.network.BestWeights;
import digitscope.network.Checkpoint;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.Snapshot;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  private RunFolder create() throws RunException {
    return RunFolder.create(temp.resolve("run"), TinyTask.config(), Provenance.now(DATA));
  }

  /** Records a session until a snapshot fulfils {@code enough}. */
  private static Snapshot record(
      RunFolder folder,
      TrainingSession session,
      MetricLog log,
      long from,
      Predicate<Snapshot> enough)
      throws RunException, InterruptedException {
    try (RunRecorder recorder = new RunRecorder(folder, log, from);
        RunningSession running = new RunningSession(session, recorder)) {
      Snapshot last = running.await(enough);
      running.cancel();
      assertThat(recorder.problem()).isEmpty();
      return last;
    }
  }

  private RunFolder trained() throws RunException, InterruptedException {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    record(
        folder,
        TrainingSession.fresh(DATA, TinyTask.config(), log),
        log,
        0,
        snapshot -> snapshot.progress().phase() == Phase.FINISHED);
    return folder;
  }

  @Test
  void opensWhatItRecordedToTheLastBit() throws Exception {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    Snapshot end =
        record(
            folder,
            TrainingSession.fresh(DATA, TinyTask.config(), log),
            log,
            0,
            snapshot -> snapshot.progress().phase() == Phase.FINISHED);

    RunFolder opened = RunFolder.open(folder.path());
    assertThat(opened.config()).isEqualTo(TinyTask.config());
    assertThat(opened.provenance()).isEqualTo(folder.provenance());
    assertThat(opened.checkpointSteps()).containsExactly(0L, 10L, 20L, 30L);
    for (Metric metric : Metric.values()) {
      MetricLog.Points read = opened.metrics(Long.MAX_VALUE).read(metric, 0);
      assertThat(read.steps()).isEqualTo(log.read(metric, 0).steps());
      // Nothing is held out, and there is no penalty.
      boolean isUnused = metric.name().startsWith("VALIDATION") || metric == Metric.PENALTY;
      assertThat(read.size() == 0).isEqualTo(isUnused);
      assertThat(read.values()).isEqualTo(log.read(metric, 0).values());
    }
    assertThat(opened.evaluations()).extracting(EvaluationRecord::step).endsWith(30L);
    List<EvaluationRecord> evaluations = opened.evaluations();
    assertThat(evaluations.get(evaluations.size() - 1).confusion())
        .isEqualTo(end.view().evaluation().orElseThrow().confusion());

    TrainingSession shown =
        TrainingSession.open(
            DATA, opened.config(), opened.lastCheckpoint(), opened.metrics(Long.MAX_VALUE));
    try (RunningSession running = new RunningSession(shown)) {
      Snapshot again = running.await(snapshot -> snapshot.view().evaluation().isPresent());
      assertThat(again.progress().phase()).isEqualTo(Phase.FINISHED);
      for (int image = 0; image < DATA.test().size(); image++) {
        assertThat(again.view().evaluation().orElseThrow().probabilities(image))
            .isEqualTo(end.view().evaluation().orElseThrow().probabilities(image));
      }
    }
  }

  @Test
  void remembersItsEvaluationsImageByImage() throws Exception {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    EvaluationHistory known =
        record(
                folder,
                TrainingSession.fresh(DATA, TinyTask.config(), log),
                log,
                0,
                snapshot -> snapshot.progress().phase() == Phase.FINISHED)
            .view()
            .history();
    EvaluationHistory read = RunFolder.open(folder.path()).history(30);
    assertThat(known.evaluations()).hasSizeGreaterThan(2);
    assertThat(read.steps()).isEqualTo(known.steps());
    assertThat(read.confusions()).isEqualTo(known.confusions());
    for (int image = 0; image < DATA.test().size(); image++) {
      assertThat(read.learnedAt(image)).isEqualTo(known.learnedAt(image));
      assertThat(read.timesForgotten(image)).isEqualTo(known.timesForgotten(image));
      assertThat(read.course(image, 2, 30))
          .containsExactly(known.course(image, 2, 30), within(1e-5));
    }
    assertThat(folder.history(15).steps()).startsWith(known.steps()[0]).endsWith(10);

    TrainingSession shown =
        TrainingSession.open(
            DATA,
            folder.config(),
            folder.lastCheckpoint(),
            new MetricLog(),
            folder.history(30),
            true);
    try (RunningSession running = new RunningSession(shown)) {
      Snapshot again = running.await(snapshot -> snapshot.view().evaluation().isPresent());
      assertThat(again.view().history().steps()).isEqualTo(known.steps());
      // What the network says now is not what a file remembers of it.
      assertThat(again.view().evaluation().orElseThrow().probabilities(0))
          .isEqualTo(known.newest().orElseThrow().probabilities(0));
    }
  }

  @Test
  void goesOnWithItsMemory() throws Exception {
    RunFolder folder = trained();
    Checkpoint from = folder.checkpoint(20);
    long[] before = folder.history(20).steps();
    assertThat(before).endsWith(20).hasSizeGreaterThan(1);
    MetricLog log = folder.metrics(20);
    Snapshot end =
        record(
            folder,
            TrainingSession.resume(DATA, TinyTask.config(), from, log, folder.history(20)),
            log,
            20,
            snapshot -> snapshot.progress().phase() == Phase.FINISHED);
    assertThat(end.view().history().steps()).startsWith(before).endsWith(30);
    assertThat(folder.history(30).steps()).isEqualTo(end.view().history().steps());
  }

  @Test
  void remembersOnlyLessIfItsMemoryIsDamaged() throws Exception {
    RunFolder folder = trained();
    long[] steps = folder.history(30).steps();
    Path history = folder.path().resolve("history");
    Path file = history.resolve("step-000030.npz");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x40;
    Files.write(file, bytes);
    assertThat(folder.history(30).steps()).hasSize(steps.length - 1).doesNotContain(30);
    Files.writeString(folder.evaluationFile(), "nonsense\n");
    assertThat(folder.history(30).confusions()).hasSize(steps.length - 1);
    deleteRecursively(history);
    assertThat(folder.history(30)).isEqualTo(EvaluationHistory.NONE);
  }

  @Test
  void forgetsWhatANetworkDidThatGotNoWeights() throws Exception {
    RunFolder folder = trained();
    deleteRecursively(folder.path().resolve("checkpoints"));
    RunFolder again = create();
    new RunRecorder(again, new MetricLog(), 0).close();
    assertThat(again.history(30)).isEqualTo(EvaluationHistory.NONE);
    assertThat(again.evaluations()).isEmpty();
  }

  @Test
  void goesOnFromWhereItWasEndedAsIfItNeverHadBeen() throws Exception {
    Checkpoint uninterrupted = trained().lastCheckpoint();

    RunConfig config = TinyTask.config();
    RunFolder folder = RunFolder.create(temp.resolve("interrupted"), config, Provenance.now(DATA));
    MetricLog first = new MetricLog();
    record(
        folder,
        TrainingSession.fresh(DATA, config, first),
        first,
        0,
        snapshot -> snapshot.progress().step() >= 13);
    Checkpoint from = RunFolder.open(folder.path()).lastCheckpoint();
    assertThat(from.step()).isBetween(13L, 30L);
    MetricLog log = folder.metrics(from.step());
    record(
        folder,
        TrainingSession.resume(DATA, config, from, log),
        log,
        from.step(),
        snapshot -> snapshot.progress().phase() == Phase.FINISHED);

    assertThat(folder.lastCheckpoint().parameters()).isEqualTo(uninterrupted.parameters());
    assertThat(folder.checkpointSteps()).containsExactly(0L, 10L, 20L, 30L);
    assertThat(folder.metrics(Long.MAX_VALUE).read(Metric.BATCH_LOSS, 0).steps()).hasSize(30);
  }

  @Test
  void ignoresTheHalfLineThatAKilledProgramLeft() throws Exception {
    RunFolder folder = trained();
    Files.writeString(folder.metricFile(), "batch_loss,31,0.", StandardOpenOption.APPEND);
    Files.writeString(folder.evaluationFile(), "{\"step\":31,\"lo", StandardOpenOption.APPEND);
    assertThat(folder.metrics(Long.MAX_VALUE).size(Metric.BATCH_LOSS)).isEqualTo(30);
    assertThat(folder.evaluations()).extracting(EvaluationRecord::step).endsWith(30L);
  }

  @Test
  void neitherReadsNorKeepsTheHalfFileThatAKilledProgramLeft() throws Exception {
    RunFolder folder = trained();
    Path half = folder.path().resolve("checkpoints/.step-000040.npz.tmp");
    Files.write(half, new byte[] {'P', 'K', 3});
    assertThat(folder.lastCheckpoint().step()).isEqualTo(30);
    new RunRecorder(folder, folder.metrics(30), 30).close();
    assertThat(half).doesNotExist();
    assertThat(folder.checkpointSteps()).containsExactly(0L, 10L, 20L, 30L);
  }

  @Test
  void savesAllThatEarlyStoppingKnows() throws Exception {
    RunFolder folder = trained();
    Checkpoint end = folder.lastCheckpoint();
    float[] weights = end.parameters().clone();
    weights[0] = 5;
    BestWeights best = new BestWeights(20, 0.125, weights, 30, true);
    folder.save(end.withBest(Optional.of(best)));
    assertThat(folder.lastCheckpoint().best().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(best);
    assertThat(folder.lastCheckpoint().result().parameters()).isEqualTo(weights);
  }

  @Test
  void refusesToOverwriteARunOrOtherFiles() throws Exception {
    trained();
    assertThatThrownBy(this::create)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("already contains a run")
        .hasMessageContaining("--resume");
    Files.writeString(temp.resolve("letter.txt"), "Dear");
    assertThatThrownBy(() -> RunFolder.create(temp, TinyTask.config(), Provenance.now(DATA)))
        .hasMessageContaining("contains other files");
  }

  @Test
  void beginsAnewWhereARunGotNoWeights() throws Exception {
    create().release();
    assertThat(create().checkpointSteps()).isEmpty();
  }

  @Test
  void beginsWhereABeginningWasKilled() throws Exception {
    Path folder = temp.resolve("run");
    Files.createDirectories(folder.resolve("checkpoints"));
    Files.writeString(folder.resolve(".lock"), "123");
    Files.writeString(folder.resolve(".digitscope-440f5958bf8398be92957336.tmp"), "{\"na");
    assertThat(create().path()).isEqualTo(folder);
  }

  @Test
  void beginsNotWhereWeightsAreWhoseRunIsLost() throws Exception {
    Path checkpoints = Files.createDirectories(temp.resolve("run").resolve("checkpoints"));
    Files.writeString(checkpoints.resolve("mine.npz"), "precious");
    assertThatThrownBy(this::create).hasMessageContaining("contains other files");
  }

  @Test
  void saysWhyAFolderIsNoRun() throws Exception {
    assertThatThrownBy(() -> RunFolder.open(temp.resolve("nowhere")))
        .hasMessageContaining("There is no run folder");
    assertThatThrownBy(() -> RunFolder.open(temp))
        .hasMessageContaining("not a run")
        .hasMessageContaining("config.json");
    RunFolder folder = create();
    assertThatThrownBy(folder::lastCheckpoint).hasMessageContaining("no weights yet");
    Files.writeString(folder.path().resolve("provenance.json"), "{}");
    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("provenance.json");
    Files.writeString(folder.path().resolve("config.json"), "{\"name\": 3");
    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("config.json");
  }

  @Test
  void computesTheFirstWeightsWhereTheyAreNotOnDisk() throws Exception {
    RunFolder folder = trained();
    Checkpoint saved = folder.checkpoint(0);
    folder.deleteCheckpoint(0);
    assertThat(folder.checkpoint(0)).usingRecursiveComparison().isEqualTo(saved);
    folder.deleteCheckpoint(10);
    folder.deleteCheckpoint(20);
    folder.deleteCheckpoint(30);
    assertThatThrownBy(() -> folder.checkpoint(0)).hasMessageContaining("no checkpoint at step 0");
  }

  @Test
  void namesTheCheckpointsThereAre() throws Exception {
    assertThatThrownBy(() -> trained().checkpoint(11))
        .hasMessageContaining("no checkpoint at step 11")
        .hasMessageContaining("0, 10, 20, 30");
  }

  @Test
  void fallsBackToTheCheckpointBeforeADamagedOne() throws Exception {
    Path path = trained().path();
    damage(path.resolve("checkpoints/step-000030.npz"));
    damage(path.resolve("checkpoints/step-000020.npz"));
    List<String> notes = new ArrayList<>();
    RunFolder folder = RunFolder.open(path, notes::add);

    assertThat(folder.lastCheckpoint().step()).isEqualTo(10);
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("step 30 is damaged", "step 10");
    assertThatThrownBy(() -> folder.checkpoint(30))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("step-000030.npz cannot be used")
        .hasMessageContaining("at steps 0, 10, 20");
  }

  @Test
  void saysWhenNoCheckpointIsSound() throws Exception {
    RunFolder folder = trained();
    for (long step : folder.checkpointSteps()) {
      damage(folder.path().resolve(String.format(Locale.ROOT, "checkpoints/step-%06d.npz", step)));
    }
    assertThatThrownBy(folder::lastCheckpoint)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("step-000030.npz cannot be used");
  }

  private static void damage(Path checkpoint) throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Test
  void leavesOutDamagedLinesAndNothingMore() throws Exception {
    Path path = trained().path();
    List<String> notes = new ArrayList<>();
    RunFolder folder = RunFolder.open(path, notes::add);
    MetricLog metrics = folder.metrics(30);
    List<EvaluationRecord> evaluations = folder.evaluations();
    Files.writeString(
        folder.metricFile(),
        "batch_loss,one,2\nbatch_loss,31\nbatch_accuracy,31,1.5\nmystery,31,1\nbatch_loss,3,1\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        folder.evaluationFile(),
        """
        nonsense
        {}
        []
        null

        {"step":31,"loss":0,"accuracy":1,"confusion":[[1]]}
        {"step":31,"loss":0,"accuracy":1,"confusion":[null,null,null,null]}
        """,
        StandardOpenOption.APPEND);

    for (Metric metric : Metric.values()) {
      assertThat(folder.metrics(40).read(metric, 0).values())
          .isEqualTo(metrics.read(metric, 0).values());
    }
    assertThat(folder.evaluations()).isEqualTo(evaluations);
    assertThat(notes.get(0)).contains("metrics.csv: 5 lines are damaged and were skipped");
    assertThat(notes.get(notes.size() - 1)).contains("evaluations.jsonl: 7 lines are damaged");
  }

  @Test
  void keepsWhatIsNoNumberInItsLogs() throws Exception {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    log.append(Metric.TEST_LOSS, 5, Double.NaN);
    log.append(Metric.BATCH_LOSS, 5, Double.POSITIVE_INFINITY);
    new MetricFile.Appender(folder.metricFile(), log);
    EvaluationFile.write(
        folder.evaluationFile(),
        List.of(new EvaluationRecord(5, Double.NaN, new ConfusionMatrix(new int[4][4]))));

    assertThat(folder.metrics(9).valueAt(Metric.TEST_LOSS, 5)).hasValue(Double.NaN);
    assertThat(folder.metrics(9).valueAt(Metric.BATCH_LOSS, 5)).hasValue(Double.POSITIVE_INFINITY);
    assertThat(folder.evaluations().get(0).loss()).isNaN();
  }

  @Test
  void saysThatARunIsNewerThanTheProgram() throws Exception {
    RunFolder folder = trained();
    List<String> files = List.of("config.json", "provenance.json");
    for (String name : files) {
      Path file = folder.path().resolve(name);
      String text = Files.readString(file);
      Files.writeString(file, text.replace("\"version\" : 2", "\"version\" : 3"));
      assertThatThrownBy(() -> RunFolder.open(folder.path()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("newer than this program")
          .hasMessageNotContaining("damaged");
      Files.writeString(file, text);
    }
    Files.writeString(folder.metricFile(), "metric,step,value\nversion,0,3\nsparkle,0,1\n");
    assertThatThrownBy(() -> folder.metrics(30)).hasMessageContaining("newer than this program");
    Files.writeString(folder.evaluationFile(), "{\"version\":3,\"step\":0,\"sparkle\":1}\n");
    assertThatThrownBy(folder::evaluations).hasMessageContaining("newer than this program");
  }

  @Test
  void refusesPipesAndFoldersWhereFilesShouldBe() throws Exception {
    for (String name :
        List.of("metrics.csv", "evaluations.jsonl", "provenance.json", "config.json")) {
      Path run = temp.resolve("with-odd-" + name);
      RunFolder folder = RunFolder.create(run, TinyTask.config(), Provenance.now(DATA));
      Path file = run.resolve(name);
      Files.deleteIfExists(file);
      Files.createDirectory(file);
      assertThatThrownBy(() -> readAll(run)).as(name).isInstanceOf(RunException.class);
      Files.delete(file);
      assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
      assertThatThrownBy(() -> readAll(run)).as(name).isInstanceOf(RunException.class);
      assertThat(folder.path()).isEqualTo(run);
    }
  }

  private static void readAll(Path run) throws RunException {
    RunFolder folder = RunFolder.open(run);
    folder.metrics(30);
    folder.evaluations();
  }

  @Test
  void goesOnTrainingWhenTheDiskFails() throws Exception {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    RunRecorder recorder = new RunRecorder(folder, log, 0);
    deleteRecursively(folder.path());
    TrainingSession session = TrainingSession.fresh(DATA, TinyTask.config(), log);
    try (RunningSession running = new RunningSession(session, recorder)) {
      running.awaitPhase(Phase.FINISHED);
    }
    recorder.close();
    assertThat(recorder.problem().orElseThrow()).contains("can't be saved");
  }

  @Test
  void endsRecordingInASentenceWhateverFailsWhereItWrites() throws Exception {
    for (Throwable failure :
        List.of(
            new UnsatisfiedLinkError("libx.so: failed to map segment"),
            new NoClassDefFoundError("digitscope/run/CheckpointFile"),
            new OutOfMemoryError("Java heap space"),
            new IllegalStateException("a fault of the program"))) {
      RunFolder folder =
          RunFolder.create(
              temp.resolve(failure.getClass().getName()), TinyTask.config(), Provenance.now(DATA));
      RunRecorder recorder = new RunRecorder(folder, new MetricLog(), 0);
      AtomicBoolean wentOn = new AtomicBoolean();
      recorder.later(
          () -> {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) failure;
          });
      recorder.later(() -> wentOn.set(true));
      recorder.close();
      assertThat(recorder.problem())
          .contains(
              "The run can't be saved in %s any more: %s"
                  .formatted(folder.path(), Reason.of(failure)));
      assertThat(wentOn).isFalse();
      folder.lock(); // other programs may write there again
      folder.release();
    }
  }

  private static void deleteRecursively(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (var children = Files.list(path)) {
        for (Path child : children.toList()) {
          deleteRecursively(child);
        }
      }
    }
    Files.delete(path);
  }
}
