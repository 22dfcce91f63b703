package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.KMeans;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.session.Phase;
import digitscope.session.RunningSession;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where runs begin, what they begin with, and what is forgotten where they go on. */
class RunBeginningTest {
  private static final DataSplits DATA = TinyTask.data();

  @TempDir private Path temp = Path.of("");

  @Test
  void leavesAFolderOfOthersAsItWas() throws Exception {
    Path letter = Files.writeString(temp.resolve("letter.txt"), "Dear");
    assertThatThrownBy(() -> RunFolder.create(temp, TinyTask.config(), Provenance.now(DATA)))
        .hasMessageContaining("contains other files");
    try (var files = Files.list(temp)) {
      assertThat(files).containsExactly(letter);
    }
    assertThatThrownBy(() -> RunFolder.create(letter, TinyTask.config(), Provenance.now(DATA)))
        .hasMessageContaining("can't be used as a run folder");
    assertThat(letter).hasContent("Dear");
  }

  @Test
  void saysEarlyThatARunIsThere() throws Exception {
    Path path = temp.resolve("run");
    RunFolder.refuseIfTaken(path);
    RunFolder run = RunFolder.create(path, TinyTask.config(), Provenance.now(DATA));
    RunFolder.refuseIfTaken(path);
    run.save(weights(run));
    assertThatThrownBy(() -> RunFolder.refuseIfTaken(path))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("already contains a run");
  }

  /** Some weights of step 10. */
  private static Checkpoint weights(RunFolder run) {
    Provenance from = run.provenance();
    ParameterLayout layout =
        ParameterLayout.of(run.config().network(), from.imageShape(), from.classNames().size());
    return Checkpoint.of(10, run.config().training(), layout, new float[layout.size()]);
  }

  private RunFolder withoutFirst(RunConfig config, Provenance provenance) throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("run"), config, provenance);
    run.save(weights(run));
    return run;
  }

  @Test
  void computesTheFirstWeightsFromTheSeed() throws Exception {
    RunFolder run = withoutFirst(TinyTask.config(), Provenance.now(DATA));
    assertThat(run.checkpoint(0).step()).isZero();
    assertThat(run.timeline().marks()).extracting(Timeline.Mark::step).containsExactly(0L, 10L);
  }

  @Test
  void knowsNoFirstWeightsOfAnImportedNetwork() throws Exception {
    Provenance now = Provenance.now(DATA);
    Provenance imported =
        new Provenance(
            now.program() + "; imported from net.onnx",
            now.created(),
            now.dataSha256(),
            now.trainingImages(),
            now.corrections(),
            now.imageShape(),
            now.classNames(),
            now.preparation(),
            now.computations());
    refusesStepZero(withoutFirst(TinyTask.config(), imported));
  }

  /** They are chosen among the training images. */
  @Test
  void knowsNoFirstMeansOfKMeans() throws Exception {
    NetworkSpec means = new NetworkSpec(List.of(new KMeans(4), new Dense(4, Activation.SOFTMAX)));
    refusesStepZero(withoutFirst(TinyTask.config().withNetwork(means), Provenance.now(DATA)));
  }

  private static void refusesStepZero(RunFolder run) {
    assertThatThrownBy(() -> run.checkpoint(0)).hasMessageContaining("no checkpoint at step 0");
    assertThat(run.timeline().marks()).extracting(Timeline.Mark::step).containsExactly(10L);
  }

  @Test
  void forgetsAllThatIsAfterTheStepThatItGoesOnFrom() throws Exception {
    RunFolder run = RunFolder.create(temp.resolve("run"), TinyTask.config(), Provenance.now(DATA));
    MetricLog log = new MetricLog();
    try (RunRecorder recorder = new RunRecorder(run, log, 0);
        RunningSession session =
            new RunningSession(TrainingSession.fresh(DATA, TinyTask.config(), log), recorder)) {
      session.awaitPhase(Phase.FINISHED);
    }
    assertThat(run.checkpointSteps()).containsExactly(0L, 10L, 20L, 30L);

    new RunRecorder(run, run.metrics(10), 10).close();
    assertThat(run.checkpointSteps()).containsExactly(0L, 10L);
    assertThat(run.moments().known()).extracting(KnownStep::step).contains(0L).endsWith(10L);
    assertThat(run.evaluations()).extracting(EvaluationRecord::step).contains(0L).endsWith(10L);
    assertThat(run.historyFolder().steps()).contains(0L).endsWith(10L);
    assertThat(run.metrics(99).read(Metric.BATCH_LOSS, 0).steps()).hasSize(10).endsWith(10);
  }
}
