package digitscope.windowbench;

import digitscope.app.window.WorkbenchWindow;
import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowRecording;
import digitscope.bench.WindowRecording.Kind;
import digitscope.eval.Evaluation;
import digitscope.probe.FeatureMaps;
import digitscope.run.Timeline;
import digitscope.session.Prediction;
import digitscope.ui.fx.TimeCursor;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.ViewModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Moves to one stored step after another while the network is trained, and waits each time until
 * the matrix, the maps and the reading of the drawing are all of that step.
 */
final class SliderTour {
  private static final int FEWEST_MOVES = 3;
  private static final int PAUSE_MILLIS = 100;

  private final WorkbenchWindow window;
  private final ViewModels models;
  private final PulseWatch eye;
  private final Duration visit;
  private final Random random = new Random(1);

  /**
   * @param visit how long steps are moved to
   */
  SliderTour(WorkbenchWindow window, PulseWatch eye, Duration visit) {
    this.window = window;
    this.models = window.models();
    this.eye = eye;
    this.visit = visit;
  }

  /**
   * Moves on the page that shows most, and back to the network as it is now.
   *
   * @param folder for what is recorded
   */
  WindowRecording move(Path folder) throws BenchmarkException, InterruptedException {
    OnFxThread.run(this::showOverview);
    OnFxThread.until(
        () -> window.lens().marksProperty().get().size() > 1, "No step was stored in time");
    try (PulseRecorder recorder = PulseRecorder.start(folder)) {
      long end = System.nanoTime() + visit.toNanos();
      for (int number = 1; number <= FEWEST_MOVES || System.nanoTime() < end; number++) {
        moveOnce(number);
        Thread.sleep(PAUSE_MILLIS);
      }
      OnFxThread.run(PulseWatch::awaitPainting);
      return recorder.stop();
    } finally {
      OnFxThread.run(() -> window.lens().look(TimeCursor.live()));
    }
  }

  private void showOverview() {
    window.workbench().pageProperty().set(Page.OVERVIEW);
    if (models.draw().sketch().blankProperty().get()) {
      models.draw().sketch().begin(0.5, 0.5, false);
      models.draw().sketch().end();
    }
  }

  private void moveOnce(int number) throws BenchmarkException, InterruptedException {
    long step = OnFxThread.ask(this::otherStep);
    CompletableFuture<Boolean> seen =
        OnFxThread.ask(() -> eye.lookFor(Kind.MOVED, number, () -> isShown(step)));
    OnFxThread.run(
        () -> {
          PulseRecorder.note(Kind.MOVE, number);
          window.lens().look(TimeCursor.at(step));
        });
    PulseWatch.await(seen, "The network at step " + step);
  }

  private long otherStep() {
    TimeCursor now = window.lens().cursorProperty().get();
    List<Long> others =
        window.lens().marksProperty().get().stream()
            .map(Timeline.Mark::step)
            .filter(step -> !now.equals(TimeCursor.at(step)))
            .toList();
    return others.get(random.nextInt(others.size()));
  }

  private boolean isShown(long step) {
    Optional<Evaluation> matrix = models.confusion().evaluationProperty().get();
    Optional<FeatureMaps> maps = models.features().mapsProperty().get();
    Optional<Prediction> reading = models.draw().predictionProperty().get();
    return matrix.filter(found -> found.step() == step).isPresent()
        && maps.filter(found -> found.step() == step).isPresent()
        && reading.filter(found -> found.step() == step).isPresent();
  }
}
