package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowRecording.Kind;
import digitscope.ui.fx.FirstPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/**
 * Looks at a window in each pulse, when it is laid out and about to be painted, and asks for a
 * pulse every 60th second, so that a late one is noticed. Used on the JavaFX thread, apart from
 * {@link #await}.
 */
final class PulseWatch {
  private final Scene scene;
  private final List<Sight> awaited = new ArrayList<>();
  private final Runnable look = this::look;
  private final AnimationTimer pulses =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          // That it is called is all that is wanted.
        }
      };

  private record Sight(
      Kind kind, int number, BooleanSupplier isThere, CompletableFuture<Boolean> seen) {}

  PulseWatch(Scene scene) {
    this.scene = scene;
  }

  void open() {
    scene.addPostLayoutPulseListener(look);
    pulses.start();
  }

  void close() {
    pulses.stop();
    scene.removePostLayoutPulseListener(look);
  }

  /**
   * Looks for something.
   *
   * @return completes in the pulse in which it is there for the first time
   */
  CompletableFuture<Boolean> lookFor(Kind kind, int number, BooleanSupplier isThere) {
    Sight sight = new Sight(kind, number, isThere, new CompletableFuture<>());
    awaited.add(sight);
    return sight.seen();
  }

  private void look() {
    List<Sight> seen = awaited.stream().filter(sight -> sight.isThere().getAsBoolean()).toList();
    awaited.removeAll(seen);
    for (Sight sight : seen) {
      PulseRecorder.note(sight.kind(), sight.number());
      sight.seen().complete(true);
    }
  }

  /** Waits until all is painted that was handed over. */
  static void awaitPainting() {
    FirstPicture.awaitPainting();
  }

  /** Waits, on another thread, until something is seen. */
  static void await(CompletableFuture<Boolean> seen, String what)
      throws BenchmarkException, InterruptedException {
    OnFxThread.await(
        seen, what + " did not appear: do not use mouse and keyboard while the window is measured");
  }
}
