package digitscope.ui.fx;

import digitscope.train.TrainingSnapshot;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest snapshot of a session to the JavaFX thread, once a pulse at most. Snapshots that
 * a newer one overtakes are dropped; the last one never is.
 */
final class SnapshotPump {
  private final AtomicReference<@Nullable TrainingSnapshot> newest = new AtomicReference<>();
  private final FxThread fxThread = new FxThread();
  private final Consumer<TrainingSnapshot> receiver;
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
  SnapshotPump(Consumer<TrainingSnapshot> receiver) {
    this.receiver = receiver;
  }

  /** Takes a snapshot from any thread and returns at once. */
  void offer(TrainingSnapshot snapshot) {
    // Only the first one since the last delivery has to wake the other side.
    if (newest.getAndSet(snapshot) == null) {
      fxThread.execute(onNextPulse::start);
    }
  }

  private void deliver() {
    TrainingSnapshot snapshot = newest.getAndSet(null);
    if (snapshot != null) {
      receiver.accept(snapshot);
    }
  }
}
