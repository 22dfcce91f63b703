package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.probe.FilterPatterns;
import digitscope.probe.PatternSettings.Method;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A run of 30 steps, evaluated at steps 0, 10, 20 and 30 among others. */
@ExtendWith(SteadyRobot.class)
class StoredMomentsTest {
  private static final int PATIENCE_SECONDS = 60;

  private final DataSplits data = TinyTask.data();
  private final ExecutorService background = new FailureReporter(problem -> {}).worker("moments");
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final TrainingService service;
  private final TimeLens lens;

  StoredMomentsTest(@TempDir Path home) {
    DataLibrary library = new DataLibrary(tasks, (name, task) -> data, "");
    service = new TrainingService(library, new RunStore(home));
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
          return 0;
        });
    background.shutdown();
    service.awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  private <T> T onFxThread(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000L, work);
  }

  private void await(Callable<Boolean> condition) throws TimeoutException {
    WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFxThread(condition));
  }

  private static <R> R get(CompletableFuture<R> answer) throws Exception {
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private RunFolder trainToTheEnd() throws Exception {
    onFxThread(
        () -> {
          service.train(TinyTask.config());
          return 0;
        });
    await(() -> service.progress().filter(now -> now.phase() == Phase.FINISHED).isPresent());
    await(() -> lens.moments().steps().contains(30L));
    RunFolder run = RunFolder.open(onFxThread(() -> service.folderProperty().get().orElseThrow()));
    // The last file that is written.
    await(() -> run.checkpointSteps().contains(30L));
    return run;
  }

  @Test
  void answersForEachStepWithoutShowingIt() throws Exception {
    trainToTheEnd();
    byte[] image = data.test().image(0);
    List<CompletableFuture<Prediction>> answers =
        onFxThread(
            () ->
                lens.moments().steps().stream()
                    .map(step -> lens.moments().ask(step, new Question.Predict(image)))
                    .toList());
    for (int i = 0; i < answers.size(); i++) {
      assertThat(get(answers.get(i)).step()).isEqualTo(onFxThread(lens.moments()::steps).get(i));
    }
    assertThat(onFxThread(() -> lens.cursorProperty().get().isLive())).isTrue();
    assertThat(onFxThread(() -> lens.view().orElseThrow()).step()).isEqualTo(30);
  }

  @Test
  void knowsWhichStepIsShownAndShowsAnother() throws Exception {
    trainToTheEnd();
    await(() -> lens.moments().shownProperty().get().equals(OptionalLong.of(30)));
    onFxThread(
        () -> {
          lens.moments().look(10);
          return 0;
        });
    await(() -> lens.moments().shownProperty().get().equals(OptionalLong.of(10)));
    assertThat(onFxThread(() -> lens.view().orElseThrow()).step()).isEqualTo(10);
    onFxThread(
        () -> {
          lens.moments().look(30);
          return 0;
        });
    await(() -> lens.cursorProperty().get().isLive());
  }

  @Test
  void patternsFollowFromStepToStep() throws Exception {
    trainToTheEnd();
    FilterPatterns first = patterns(10, Optional.empty());
    FilterPatterns second = patterns(20, Optional.of(first));
    assertThat(second.step()).isEqualTo(20);
    assertThat(second.settings().steps()).isLessThan(first.settings().steps());
    assertThat(second.patterns()).hasSameSizeAs(first.patterns());
  }

  private FilterPatterns patterns(long step, Optional<FilterPatterns> before) throws Exception {
    return get(
        onFxThread(
            () ->
                lens.moments()
                    .ask(
                        step, new Question.FollowPatterns(4, Method.UNIT, before, Progress.NONE))));
  }

  @Test
  void saysThatAMomentIsDamagedAndAnswersForTheNext() throws Exception {
    RunFolder run = trainToTheEnd();
    Files.delete(run.path().resolve("checkpoints/step-000020.npz"));
    Files.writeString(run.path().resolve("moments/step-000020.npz"), "nonsense");
    byte[] image = data.test().image(0);
    CompletableFuture<Prediction> damaged =
        onFxThread(() -> lens.moments().ask(20, new Question.Predict(image)));
    CompletableFuture<Prediction> sound =
        onFxThread(() -> lens.moments().ask(10, new Question.Predict(image)));
    assertThat(catchThrowable(() -> get(damaged))).hasMessageContaining("step-000020.npz");
    assertThat(get(sound).step()).isEqualTo(10);
  }

  @Test
  void cancelledQuestionGivesWayToTheNext() throws Exception {
    trainToTheEnd();
    CompletableFuture<FilterPatterns> cancelled =
        onFxThread(
            () ->
                lens.moments()
                    .ask(
                        10,
                        new Question.FollowPatterns(
                            4, Method.UNIT, Optional.empty(), Progress.NONE)));
    onFxThread(() -> cancelled.cancel(false));
    CompletableFuture<Prediction> next =
        onFxThread(() -> lens.moments().ask(20, new Question.Predict(data.test().image(0))));
    assertThat(get(next).step()).isEqualTo(20);
  }

  @Test
  void endsWithItsRun() throws Exception {
    trainToTheEnd();
    List<CompletableFuture<Prediction>> answers =
        onFxThread(
            () -> {
              CompletableFuture<Prediction> asked =
                  lens.moments().ask(10, new Question.Predict(data.test().image(0)));
              CompletableFuture<Prediction> waiting =
                  lens.moments().ask(20, new Question.Predict(data.test().image(0)));
              service.train(TinyTask.endless());
              return List.of(asked, waiting);
            });
    await(() -> answers.stream().allMatch(CompletableFuture::isDone));
    await(() -> lens.moments().steps().contains(0L));
    assertThat(
            get(onFxThread(() -> lens.moments().ask(0, new Question.Predict(data.test().image(0)))))
                .step())
        .isZero();
  }
}
