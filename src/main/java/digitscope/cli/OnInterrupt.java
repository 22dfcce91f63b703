package digitscope.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl+C does: it asks a training to stop, and lets the process end only when that is over, as
 * everything is on disk then.
 */
final class OnInterrupt {
  private static final long STOPPING_SECONDS = 20;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread hook;

  /**
   * @param stop asks for the end, and does not wait for it
   */
  OnInterrupt(Runnable stop) {
    hook = new Thread(() -> end(stop), "stopping");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(Runnable stop) {
    stop.run();
    try {
      var ignored = saved.await(STOPPING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is on disk; Ctrl+C does from now on what it did before. */
  void over() {
    saved.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is at work: the process is ending.
    }
  }
}
