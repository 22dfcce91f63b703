package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.EvaluationHistory;
import digitscope.train.BestWeights;
import digitscope.train.Checkpoint;
import digitscope.train.Metric;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.RunningSession;
import digitscope.train.TinyTask;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunFolderTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  private RunFolder create() throws RunException {
    return RunFolder.create(temp.resolve("run"), TinyTask.config(), Provenance.now(DATA));
  }

  /** Records a session until a snapshot fulfils {@code enough}. */
  private static TrainingSnapshot record(
      RunFolder folder,
      TrainingSession session,
      MetricLog log,
      long from,
      Predicate<TrainingSnapshot> enough)
      throws RunException, InterruptedException {
    try (RunRecorder recorder = new RunRecorder(folder, log, from);
        RunningSession running = new RunningSession(session, recorder)) {
      TrainingSnapshot last = running.await(enough);
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
        snapshot -> snapshot.phase() == Phase.FINISHED);
    return folder;
  }

  @Test
  void opensWhatItRecordedToTheLastBit() throws Exception {
    RunFolder folder = create();
    MetricLog log = new MetricLog();
    TrainingSnapshot end =
        record(
            folder,
            TrainingSession.fresh(DATA, TinyTask.config(), log),
            log,
            0,
            snapshot -> snapshot.phase() == Phase.FINISHED);

    RunFolder opened = RunFolder.open(folder.path());
    assertThat(opened.config()).isEqualTo(TinyTask.config());
    assertThat(opened.provenance()).isEqualTo(folder.provenance());
    assertThat(opened.checkpointSteps()).containsExactly(0L, 10L, 20L, 30L);
    for (Metric metric : Metric.values()) {
      MetricLog.Points read = opened.metrics(Long.MAX_VALUE).read(metric, 0);
      assertThat(read.steps()).isEqualTo(log.read(metric, 0).steps());
      assertThat(read.size() == 0).isEqualTo(metric.name().startsWith("VALIDATION"));
      assertThat(read.values()).isEqualTo(log.read(metric, 0).values());
    }
    assertThat(opened.evaluations()).extracting(EvaluationRecord::step).endsWith(30L);
    List<EvaluationRecord> evaluations = opened.evaluations();
    assertThat(evaluations.get(evaluations.size() - 1).confusion())
        .isEqualTo(end.evaluation().orElseThrow().confusion());

    TrainingSession shown =
        TrainingSession.open(
            DATA, opened.config(), opened.lastCheckpoint(), opened.metrics(Long.MAX_VALUE));
    try (RunningSession running = new RunningSession(shown)) {
      TrainingSnapshot again = running.await(snapshot -> snapshot.evaluation().isPresent());
      assertThat(again.phase()).isEqualTo(Phase.FINISHED);
      for (int image = 0; image < DATA.test().size(); image++) {
        assertThat(again.evaluation().orElseThrow().probabilities(image))
            .isEqualTo(end.evaluation().orElseThrow().probabilities(image));
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
                snapshot -> snapshot.phase() == Phase.FINISHED)
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
      TrainingSnapshot again = running.await(snapshot -> snapshot.evaluation().isPresent());
      assertThat(again.history().steps()).isEqualTo(known.steps());
      // What the network says now is not what a file remembers of it.
      assertThat(again.evaluation().orElseThrow().probabilities(0))
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
    TrainingSnapshot end =
        record(
            folder,
            TrainingSession.resume(DATA, TinyTask.config(), from, log, folder.history(20)),
            log,
            20,
            snapshot -> snapshot.phase() == Phase.FINISHED);
    assertThat(end.history().steps()).startsWith(before).endsWith(30);
    assertThat(folder.history(30).steps()).isEqualTo(end.history().steps());
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
        snapshot -> snapshot.step() >= 13);
    Checkpoint from = RunFolder.open(folder.path()).lastCheckpoint();
    assertThat(from.step()).isBetween(13L, 30L);
    MetricLog log = folder.metrics(from.step());
    record(
        folder,
        TrainingSession.resume(DATA, config, from, log),
        log,
        from.step(),
        snapshot -> snapshot.phase() == Phase.FINISHED);

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
    RunFolder folder = create();
    BestWeights best = new BestWeights(20, 0.125, new float[] {1, -2, 3}, 30, true);
    folder.save(new Checkpoint(30, 0.01, new float[3], new float[6], Optional.of(best)));
    assertThat(folder.lastCheckpoint().best().orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(best);
    assertThat(folder.lastCheckpoint().result().parameters()).containsExactly(1, -2, 3);
  }

  @Test
  void refusesToOverwriteARunOrOtherFiles() throws Exception {
    trained();
    assertThatThrownBy(this::create)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("already holds a run")
        .hasMessageContaining("--resume");
    Files.writeString(temp.resolve("letter.txt"), "Dear");
    assertThatThrownBy(() -> RunFolder.create(temp, TinyTask.config(), Provenance.now(DATA)))
        .hasMessageContaining("holds other files");
  }

  @Test
  void beginsAnewWhereARunGotNoWeights() throws Exception {
    create();
    assertThat(create().checkpointSteps()).isEmpty();
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
  void namesTheCheckpointsThereAre() throws Exception {
    assertThatThrownBy(() -> trained().checkpoint(11))
        .hasMessageContaining("no checkpoint of step 11")
        .hasMessageContaining("0, 10, 20, 30");
  }

  @Test
  void saysWhatIsDamaged() throws Exception {
    RunFolder folder = trained();
    Path checkpoint = folder.path().resolve("checkpoints/step-000030.npz");
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(folder::lastCheckpoint)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("step-000030.npz is damaged");
    Files.writeString(folder.metricFile(), "metric,step,value\nbatch_loss,one,2\n");
    assertThatThrownBy(() -> folder.metrics(30))
        .hasMessageContaining("line 2")
        .hasMessageContaining("metrics.csv");
    Files.writeString(folder.evaluationFile(), "nonsense\n");
    assertThatThrownBy(folder::evaluations)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("line 1");
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
    assertThat(recorder.problem().orElseThrow()).contains("cannot be recorded");
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
