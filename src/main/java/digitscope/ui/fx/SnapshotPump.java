package digitscope.ui.fx;

import digitscope.session.Phase;
import digitscope.session.Snapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest snapshot of a session to the JavaFX thread, a few times a second. Snapshots that
 * a newer one overtakes are dropped; the last one never is, and another phase is shown at once.
 */
final class SnapshotPump {
  /**
   * Between two deliveries: figures that change more often are not read, but laid out and painted
   * at the cost of the training.
   */
  static final long INTERVAL_NANOS = 200_000_000;

  private final AtomicReference<@Nullable Snapshot> newest = new AtomicReference<>();
  private final FxThread fxThread = new FxThread();
  private final Consumer<Snapshot> receiver;
  private volatile long dueAt = System.nanoTime();
  private volatile @Nullable Phase shown;
  private final AnimationTimer onNextPulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          deliver();
        }
      };

  /**
   * @param receiver called on the JavaFX thread
   */
  SnapshotPump(Consumer<Snapshot> receiver) {
    this.receiver = receiver;
  }

  /** Takes a snapshot from any thread and returns at once. */
  void offer(Snapshot snapshot) {
    Snapshot overtaken = newest.getAndSet(snapshot);
    Phase before = overtaken == null ? shown : overtaken.progress().phase();
    long wait = dueAt - System.nanoTime();
    if (snapshot.progress().phase() != before || (overtaken == null && wait <= 0)) {
      fxThread.execute(onNextPulse::start);
    } else if (overtaken == null) {
      // Only the first one since the last delivery has to wake the other side.
      CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, fxThread)
          .execute(onNextPulse::start);
    }
  }

  private void deliver() {
    dueAt = System.nanoTime() + INTERVAL_NANOS;
    Snapshot snapshot = newest.getAndSet(null);
    if (snapshot != null) {
      shown = snapshot.progress().phase();
      receiver.accept(snapshot);
    }
  }
}
