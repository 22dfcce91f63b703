package digitscope;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long a test waits for what is bound to come, soon as a rule. A machine may be slow and busy,
 * so this is long; only a test that fails waits for all of it. What ends a test that hangs, {@code
 * test.timeout} of the build, is longer still.
 */
public final class Patience {
  public static final int SECONDS = 120;
  public static final Duration LIMIT = Duration.ofSeconds(SECONDS);

  private static final long GLANCE_NANOS = 1_000_000;

  private Patience() {}

  /** Waits until something holds that other threads bring about. */
  public static void until(BooleanSupplier condition) {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > LIMIT.toNanos() || Thread.currentThread().isInterrupted()) {
        throw new AssertionError("Waited in vain");
      }
      LockSupport.parkNanos(GLANCE_NANOS);
    }
  }
}
