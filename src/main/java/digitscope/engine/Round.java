package digitscope.engine;

import digitscope.io.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One piece of work that is spread over the workers: knows when all are done and what failed. */
final class Round {
  private final AtomicInteger remaining;
  private final Runnable onDone;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean cancelled;

  /**
   * @param shares number of tasks
   * @param onDone called once, by the thread that ends the last task
   */
  Round(int shares, Runnable onDone) {
    this.remaining = new AtomicInteger(shares);
    this.onDone = onDone;
  }

  /** Does one share, on a worker's thread. */
  void run(Runnable share) {
    try {
      share.run();
    } catch (RuntimeException | Error e) {
      // Handed to the owner in finish(), so that it is told once and on the right thread.
      failure.compareAndSet(null, e);
      cancelled = true;
    }
    if (remaining.decrementAndGet() == 0) {
      try {
        onDone.run();
      } finally {
        done.complete(true);
      }
    }
  }

  /** Whether the rest of the work is not wanted. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Whether a share failed, so that others would wait for it in vain. */
  boolean isFailed() {
    return failure.get() != null;
  }

  void cancel() {
    cancelled = true;
  }

  /** Waits until all shares have ended, however they ended. */
  void await() {
    done.join();
  }

  /**
   * Waits until all shares have ended.
   *
   * @throws IllegalStateException if a share failed
   */
  void finish(String what) {
    await();
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException(
          "A worker failed while %s: %s".formatted(what, Reason.of(cause)), cause);
    }
  }
}
