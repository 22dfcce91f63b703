package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.Patience;
import digitscope.data.DataSplits;
import digitscope.probe.NetworkHealth;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.session.Phase;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;

/** A run of 30 steps, evaluated at steps 0, 10, 20 and 30 among others. */
@ExtendWith(SteadyRobot.class)
class HealthHistoryTest {
  private final DataSplits data = TinyTask.data();
  private final ExecutorService background = new FailureReporter(problem -> {}).worker("moments");
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final TrainingService service;
  private final TimeLens lens;

  HealthHistoryTest(@TempDir Path home) {
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

  private RunFolder trainToTheEnd() throws Exception {
    onFxThread(
        () -> {
          service.train(TinyTask.config());
          return 0;
        });
    await(() -> service.progress().filter(now -> now.phase() == Phase.FINISHED).isPresent());
    Path folder = onFxThread(() -> service.folderProperty().get().orElseThrow());
    await(() -> Files.exists(folder.resolve("moments/step-000030.npz")));
    return RunFolder.open(folder);
  }

  private void watch() {
    onFxThread(
        () -> {
          lens.watchHealth(true);
          return 0;
        });
  }

  private List<Long> steps() {
    return lens.healthProperty().get().stream().map(NetworkHealth::step).toList();
  }

  @Test
  void looksAtEveryStoredStepOnceSomebodyWatches() throws Exception {
    RunFolder run = trainToTheEnd();
    List<Long> stored = run.timeline().marks().stream().map(mark -> mark.step()).toList();
    assertThat(onFxThread(this::steps)).isEmpty();
    assertThat(onFxThread(lens::isExamining)).isFalse();
    watch();
    await(() -> steps().equals(stored));
    await(() -> !lens.isExamining());

    List<NetworkHealth> all = onFxThread(() -> lens.healthProperty().get());
    assertThat(all.get(0).layers().get(0).weights()).isPresent();
    assertThat(all.get(0).layers().get(0).updateRatio()).isEmpty();
    // Beside the moment, in NumPy's terms: ‖Δw‖ of the first array over its own length.
    double moved = run.timeline().at(20).updateNorms().orElseThrow()[0];
    NetworkHealth later =
        all.stream().filter(health -> health.step() == 20).findFirst().orElseThrow();
    double length = later.layers().get(0).weights().orElseThrow().norm();
    assertThat(later.layers().get(0).updateRatio().orElseThrow())
        .isCloseTo(moved / length, within(1e-9));
    // The network learns, so the loss on the same images falls.
    assertThat(all.get(all.size() - 1).loss()).isLessThan(all.get(0).loss());
  }

  @Test
  void forgetsTheRunBefore() throws Exception {
    trainToTheEnd();
    watch();
    await(() -> steps().contains(30L));
    onFxThread(
        () -> {
          service.train(TinyTask.endless());
          return 0;
        });
    await(() -> steps().stream().noneMatch(step -> step == 30));
    await(() -> !steps().isEmpty());
  }

  @Test
  void leavesOutADamagedMoment() throws Exception {
    RunFolder run = trainToTheEnd();
    Files.write(run.path().resolve("moments/step-000010.npz"), new byte[7]);
    watch();
    await(() -> steps().contains(20L) && steps().contains(0L) && !lens.isExamining());

    assertThat(onFxThread(this::steps)).contains(0L, 20L, 30L).doesNotContain(10L);
  }
}
