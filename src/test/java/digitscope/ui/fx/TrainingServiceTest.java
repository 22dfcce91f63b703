package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.data.DataSplits;
import digitscope.network.Checkpoint;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.run.Timeline;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.session.SessionId;
import digitscope.session.TinyTask;
import digitscope.session.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** Runs that do not go as they should, and those after them. */
@ExtendWith(SteadyRobot.class)
class TrainingServiceTest {
  private final Path runs;
  private final DataSplits data = TinyTask.data();
  private final ExecutorService background = new FailureReporter(problem -> {}).worker("moments");
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final TrainingService service;
  private final TimeLens lens;

  TrainingServiceTest(@TempDir Path home) {
    runs = home.resolve("runs");
    service =
        new TrainingService(new DataLibrary(tasks, (name, task) -> data, ""), new RunStore(runs));
    lens = new TimeLens(service, background);
  }

  @Start
  void start(Stage stage) {}

  @AfterEach
  void close() throws Exception {
    onFxThread(
        () -> {
          service.cancel();
          lens.close();
          tasks.close();
        });
    background.shutdown();
    service.awaitEnd(Patience.LIMIT);
  }

  private static void onFxThread(Runnable work) {
    onFxThread(
        () -> {
          work.run();
          return true;
        });
  }

  private static <T> T onFxThread(Callable<T> work) {
    return Fx.ask(work);
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }

  private void awaitPhase(Phase phase) throws TimeoutException {
    await(() -> service.progress().filter(now -> now.phase() == phase).isPresent());
  }

  private List<Long> steps() {
    return lens.marksProperty().get().stream().map(Timeline.Mark::step).toList();
  }

  @Test
  void trainsAnotherRunAfterOneThatFailed() throws Exception {
    onFxThread(() -> service.train(TinyTask.endless()));
    awaitPhase(Phase.TRAINING);
    onFxThread(() -> service.setLearningRate(1e38));
    awaitPhase(Phase.FAILED);
    await(() -> service.problemProperty().get().isPresent());
    assertThat(onFxThread(() -> service.problemProperty().get().orElseThrow()).message())
        .contains("learning rate");
    SessionId failed = onFxThread(() -> service.newest().orElseThrow().session());

    onFxThread(() -> service.train(TinyTask.config()));
    awaitPhase(Phase.FINISHED);
    NetworkView now = onFxThread(() -> service.newest().orElseThrow());
    assertThat(now.session()).isNotEqualTo(failed);
    assertThat(now.step()).isEqualTo(30);
    assertThat(onFxThread(() -> service.problemProperty().get())).isEmpty();
    await(() -> steps().contains(20L));
    assertThat(
            onFxThread(() -> service.ask(new Question.Predict(data.test().image(0)))).get().step())
        .isEqualTo(30);
    RunFolder run = RunFolder.open(onFxThread(() -> service.folderProperty().get().orElseThrow()));
    await(() -> run.checkpointSteps().contains(30L));
  }

  @Test
  void showsTheStepsOfARunThatCannotBeRecorded() throws Exception {
    Files.writeString(runs, "no folder");
    onFxThread(() -> service.train(TinyTask.config()));
    awaitPhase(Phase.FINISHED);
    assertThat(onFxThread(() -> service.problemProperty().get().orElseThrow()).message())
        .contains(runs.toString());
    await(() -> steps().contains(20L));
    assertThat(onFxThread(this::steps)).contains(0L, 10L).doesNotContain(30L);

    onFxThread(() -> lens.look(TimeCursor.at(10)));
    await(() -> lens.view().filter(now -> now.step() == 10).isPresent());
    assertThat(onFxThread(() -> lens.view().orElseThrow().evaluationHere())).isPresent();
    byte[] image = data.test().image(0);
    Prediction found = onFxThread(() -> lens.ask(new Question.Predict(image))).get();
    Checkpoint weights = onFxThread(lens::weights).get();
    assertThat(weights.step()).isEqualTo(10);
    try (TrainedNetwork network =
        new TrainedNetwork(TinyTask.config(), data.test().shape(), 4, weights)) {
      assertThat(found.step()).isEqualTo(10);
      assertThat(found.probabilities())
          .containsExactly(network.predict(image).probabilities(), Offset.offset(1e-6f));
    }
    assertThat(onFxThread(() -> service.folderProperty().get())).isEmpty();
  }
}
