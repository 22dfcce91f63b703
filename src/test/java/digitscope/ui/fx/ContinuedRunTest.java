package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.Patience;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.data.DataSplits;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.session.TinyTask;
import java.nio.file.Path;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ContinuedRunTest {
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final DataSplits data = TinyTask.data();
  private final TrainingService service;

  ContinuedRunTest(@TempDir Path home) {
    service =
        new TrainingService(
            new DataLibrary(tasks, (name, task) -> data, ""), new RunStore(home.resolve("runs")));
  }

  @Start
  void start(Stage stage) {}

  @AfterEach
  void close() throws Exception {
    end();
    tasks.close();
  }

  @Test
  void reachesTheWeightsOfARunThatWasNeverInterrupted() throws Exception {
    RunConfig cosine = TinyTask.config();
    // One that does not depend on the number of epochs.
    RunConfig tiny =
        cosine.withTraining(cosine.training().withSchedule(new ScheduleSpec.Constant()));
    int epochs = tiny.training().epochs();
    Path whole = train(tiny.withTraining(tiny.training().withEpochs(epochs + 2)));
    Path part = train(tiny);

    ContinuedRun run = ContinuedRun.read(part, 2);
    run.checkImages(data);
    assertThat(Fx.ask(() -> service.dataOf(run)).get()).isSameAs(data);
    Fx.ask(
        () -> {
          service.goOn(run, data);
          return 0;
        });
    awaitFinish(epochs + 2);
    end();
    assertThat(RunFolder.open(part).config().training().epochs()).isEqualTo(epochs + 2);
    assertThat(RunFolder.open(part).lastCheckpoint().sha256())
        .isEqualTo(RunFolder.open(whole).lastCheckpoint().sha256());
    assertThat(RunFolder.open(part).evaluations()).isEqualTo(RunFolder.open(whole).evaluations());
  }

  @Test
  void isRefusedWithoutStepsLeftToTake() throws Exception {
    Path run = train(TinyTask.config());
    assertThatThrownBy(() -> ContinuedRun.read(run, 0))
        .isInstanceOf(RunException.class)
        .hasMessageEndingWith("add epochs to train it further");
    // It can be had afterwards.
    ContinuedRun.read(run, 1).release();
  }

  @Test
  void isRefusedWithOtherImages() throws Exception {
    ContinuedRun run = ContinuedRun.read(train(TinyTask.config()), 1);
    assertThatThrownBy(() -> run.checkImages(data.limit(10)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("are not those the run was started with");
    run.release();
  }

  @Test
  void isRefusedWhileItIsTrained() throws Exception {
    Path run = train(TinyTask.config());
    ContinuedRun first = ContinuedRun.read(run, 1);
    assertThatThrownBy(() -> ContinuedRun.read(run, 1)).isInstanceOf(RunException.class);
    first.release();
  }

  @Test
  void aRunCanBeginWithTheWeightsOfAnother() throws Exception {
    RunConfig tiny = TinyTask.config();
    RunFolder origin = RunFolder.open(train(tiny));
    int epochs = tiny.training().epochs() + 1;
    RunConfig other = tiny.withTraining(tiny.training().withEpochs(epochs).withSeed(9));
    float[] weights = origin.weights(10).parameters();
    Fx.ask(
        () -> {
          service.trainFrom(other, weights, "Started from step 10");
          return 0;
        });
    awaitFinish(epochs);
    Fx.await(() -> service.folderProperty().get().isPresent());
    Path path = Fx.ask(() -> service.folderProperty().get().orElseThrow());
    end();
    RunFolder fork = RunFolder.open(path);
    assertThat(fork.path()).isNotEqualTo(origin.path());
    assertThat(fork.config().training().seed()).isEqualTo(9);
    assertThat(fork.userNotes().note()).isEqualTo("Started from step 10");
    assertThat(fork.weights(0).parameters()).isEqualTo(weights);
    // What the origin said at that step, the new run says before its first.
    assertThat(fork.evaluations().get(0).confusion())
        .isEqualTo(
            origin.evaluations().stream()
                .filter(found -> found.step() == 10)
                .findFirst()
                .orElseThrow()
                .confusion());
    assertThat(fork.lastCheckpoint().parameters()).isNotEqualTo(weights);
  }

  private Path train(RunConfig config) throws Exception {
    Fx.ask(
        () -> {
          service.train(config);
          return 0;
        });
    awaitFinish(config.training().epochs());
    Fx.await(() -> service.folderProperty().get().isPresent());
    Path run = Fx.ask(() -> service.folderProperty().get().orElseThrow());
    end();
    return run;
  }

  /** The session before, of another number of epochs, may still be shown as finished. */
  private void awaitFinish(int epochs) {
    Fx.await(
        () ->
            service
                .progress()
                .filter(now -> now.phase() == Phase.FINISHED)
                .filter(now -> now.totalSteps() == (long) epochs * now.stepsPerEpoch())
                .isPresent());
  }

  /** Until all is on disk, and the run can be trained by another session. */
  private void end() throws Exception {
    Fx.ask(
        () -> {
          service.cancel();
          return 0;
        });
    service.awaitEnd(Patience.LIMIT);
  }
}
