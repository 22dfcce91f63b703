package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import digitscope.Patience;
import digitscope.data.DataSplits;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.run.Timeline;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.Question;
import digitscope.session.TinyTask;
import digitscope.session.TrainedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** A run of 30 steps, evaluated at steps 0, 10, 20 and 30 among others. */
@ExtendWith(SteadyRobot.class)
class TimeLensTest {
  private final DataSplits data = TinyTask.data();
  private final ExecutorService background = new FailureReporter(problem -> {}).worker("moments");
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final TrainingService service;
  private final TimeLens lens;

  TimeLensTest(@TempDir Path home) {
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
    service.awaitEnd(Patience.LIMIT);
  }

  private <T> T onFxThread(Callable<T> work) {
    return Fx.ask(work);
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }

  private NetworkView view() {
    return lens.view().orElseThrow();
  }

  private void look(TimeCursor where) {
    onFxThread(
        () -> {
          lens.look(where);
          return 0;
        });
  }

  private RunFolder trainToTheEnd() throws Exception {
    onFxThread(
        () -> {
          service.train(TinyTask.config());
          return 0;
        });
    await(() -> service.progress().filter(now -> now.phase() == Phase.FINISHED).isPresent());
    await(() -> steps().contains(20L));
    RunFolder run = RunFolder.open(onFxThread(() -> service.folderProperty().get().orElseThrow()));
    // The last file that is written.
    await(() -> run.checkpointSteps().contains(30L));
    return run;
  }

  private List<Long> steps() {
    return lens.marksProperty().get().stream().map(Timeline.Mark::step).toList();
  }

  @Test
  void showsTheEvaluationAndItsPastAtAStoredStep() throws Exception {
    RunFolder run = trainToTheEnd();
    // The network as it is now is of step 30.
    assertThat(onFxThread(this::steps)).contains(0L, 10L, 20L).doesNotContain(30L);
    look(TimeCursor.at(10));
    await(() -> lens.cursorProperty().get().equals(TimeCursor.at(10)));

    NetworkView then = onFxThread(this::view);
    Evaluation stored = run.timeline().at(10).test().orElseThrow();
    assertThat(then.step()).isEqualTo(10);
    assertThat(then.evaluation().orElseThrow().confusion()).isEqualTo(stored.confusion());
    assertThat(then.history().steps()).isSorted().endsWith(10).startsWith(0);
    assertThat(then.isLearning()).isFalse();
    look(TimeCursor.live());
    await(() -> view().step() == 30);
    assertThat(onFxThread(() -> lens.cursorProperty().get().isLive())).isTrue();
  }

  @Test
  void answersQuestionsWithTheWeightsOfTheStep() throws Exception {
    RunFolder run = trainToTheEnd();
    byte[] image = data.test().image(0);
    for (long step : List.of(0L, 20L)) {
      look(TimeCursor.at(step));
      await(() -> view().step() == step);
      Prediction found = onFxThread(() -> lens.ask(new Question.Predict(image))).get();
      try (TrainedNetwork network =
          new TrainedNetwork(run.config(), data.test().shape(), 4, run.weights(step))) {
        assertThat(found.step()).isEqualTo(step);
        assertThat(found.probabilities())
            .containsExactly(network.predict(image).probabilities(), withinRounding());
      }
      Checkpoint weights = onFxThread(lens::weights).get();
      assertThat(weights.step()).isEqualTo(step);
      assertThat(weights.parameters()).isEqualTo(run.weights(step).parameters());
    }
    look(TimeCursor.live());
    assertThat(onFxThread(() -> lens.ask(new Question.Predict(image))).get().step()).isEqualTo(30);
  }

  private static Offset<Float> withinRounding() {
    return Offset.offset(1e-6f);
  }

  @Test
  void computesWhatIsWatchedForTheStepAndNothingOfAnother() throws Exception {
    trainToTheEnd();
    byte[] image = data.test().image(1);
    List<NetworkView> seen = new ArrayList<>();
    onFxThread(
        () -> {
          lens.watchMaps(Optional.of(image));
          lens.watchPatterns(OptionalInt.of(0));
          lens.viewProperty().addListener((property, before, now) -> now.ifPresent(seen::add));
          return 0;
        });
    for (long step : List.of(0L, 20L, 10L)) {
      look(TimeCursor.at(step));
      await(
          () ->
              view().step() == step && view().maps().isPresent() && view().patterns().isPresent());
      assertThat(onFxThread(this::view).maps().orElseThrow().image()).isEqualTo(image);
    }
    List<NetworkView> all = onFxThread(() -> List.copyOf(seen));
    for (NetworkView one : all) {
      if (one.step() < 30) {
        assertThat(one.evaluationHere()).isPresent();
        one.maps().ifPresent(found -> assertThat(found.step()).isEqualTo(one.step()));
        one.patterns().ifPresent(found -> assertThat(found.step()).isEqualTo(one.step()));
      }
    }
  }

  @Test
  void saysThatAMomentIsDamagedAndStaysWhereItWas() throws Exception {
    RunFolder run = trainToTheEnd();
    Files.delete(run.path().resolve("checkpoints").resolve(file(20)));
    Files.writeString(run.path().resolve("moments").resolve(file(20)), "nonsense");
    look(TimeCursor.at(10));
    await(() -> view().step() == 10);
    look(TimeCursor.at(20));

    await(() -> service.problemProperty().get().isPresent());
    assertThat(onFxThread(() -> service.problemProperty().get().orElseThrow()).message())
        .contains(file(20));
    assertThat(onFxThread(() -> lens.cursorProperty().get())).isEqualTo(TimeCursor.at(10));
    assertThat(onFxThread(() -> lens.wantedProperty().get())).isEqualTo(TimeCursor.at(10));
    assertThat(onFxThread(this::view).step()).isEqualTo(10);
  }

  private static String file(long step) {
    return String.format(Locale.ROOT, "step-%06d.npz", step);
  }

  @Test
  void letsTrainingGoOnBeneathAndEndsWithItsSession() throws Exception {
    onFxThread(
        () -> {
          service.train(TinyTask.endless());
          return 0;
        });
    await(() -> steps().size() >= 2);
    look(TimeCursor.at(0));
    await(() -> view().step() == 0);
    long reached = onFxThread(() -> service.progress().orElseThrow().step());
    await(() -> service.progress().orElseThrow().step() > reached + 5);
    assertThat(onFxThread(this::view).step()).isZero();

    onFxThread(
        () -> {
          service.train(TinyTask.endless());
          return 0;
        });
    await(() -> lens.cursorProperty().get().isLive() && lens.view().isPresent());
    await(() -> view().step() > 0);
  }

  @Test
  void showsOnlyTheEvaluationWhereTheWeightsWereNotKept() throws Exception {
    RunFolder run = trainToTheEnd();
    Path old = run.path();
    onFxThread(
        () -> {
          service.cancel();
          return 0;
        });
    service.awaitEnd(Patience.LIMIT);
    // As runs were before moments were kept.
    for (String folder : List.of("moments", "checkpoints")) {
      try (var files = Files.list(old.resolve(folder))) {
        for (Path file : files.toList()) {
          if (!file.endsWith(Path.of(file(30)))) {
            Files.delete(file);
          }
        }
      }
    }
    RecordedRun recorded = RecordedRun.read(old);
    CompletableFuture<DataSplits> opened = onFxThread(() -> service.open(recorded));
    opened.get(Patience.SECONDS, TimeUnit.SECONDS);
    await(() -> lens.view().filter(now -> now.step() == 30).isPresent());
    await(() -> steps().contains(10L));
    look(TimeCursor.at(10));
    await(() -> view().step() == 10);

    assertThat(onFxThread(this::view).evaluationHere()).isPresent();
    assertThat(onFxThread(() -> lens.limitsProperty().get()))
        .hasValue("The weights of step 10 were not stored, so only its evaluation is shown.");
    CompletableFuture<Prediction> refused =
        onFxThread(() -> lens.ask(new Question.Predict(data.test().image(0))));
    assertThat(catchThrowable(refused::get)).hasMessageContaining("The weights of step 10");
    look(TimeCursor.live());
    assertThat(onFxThread(() -> lens.limitsProperty().get())).isEmpty();
  }
}
