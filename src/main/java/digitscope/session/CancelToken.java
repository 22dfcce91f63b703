package digitscope.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a session from any thread to end, answering nothing more. */
public final class CancelToken {
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

  public void cancel() {
    cancelled.set(true);
    runActions();
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /** Runs {@code action} once, on the thread that cancels; at once if that has happened already. */
  public void onCancel(Runnable action) {
    actions.add(action);
    if (isCancelled()) {
      runActions();
    }
  }

  private void runActions() {
    for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
      action.run();
    }
  }
}
