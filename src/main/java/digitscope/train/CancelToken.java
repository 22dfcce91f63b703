package digitscope.train;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells a session from any thread to end, answering nothing more. */
public final class CancelToken {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  public void cancel() {
    cancelled.set(true);
  }

  public boolean isCancelled() {
    return cancelled.get();
  }
}
