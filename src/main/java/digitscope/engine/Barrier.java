package digitscope.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where the workers meet at the end of a step. A worker that waits spins for a while, as waking up
 * takes longer than the rest of a short step; then it parks again and again, so as not to take a
 * processor from those that still work.
 */
final class Barrier {
  /** Time of spinning before the first park: more than the end of a step takes. */
  private static final long SPINNING_NANOS = 300_000;

  private static final int SPINS = 64;
  private static final long PARK_NANOS = 50_000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int meeting;

  Barrier(int parties) {
    this.parties = parties;
  }

  /**
   * Waits for the others. The last one to come does {@code onceAllAreHere}, and all see what it
   * did.
   *
   * @param isOff whether the meeting is called off; asked again and again
   * @return whether all met: the same for all of them
   */
  boolean meet(Runnable onceAllAreHere, BooleanSupplier isOff) {
    int mine = meeting;
    if (arrived.incrementAndGet() == parties) {
      hold(onceAllAreHere, mine);
      return true;
    }
    long begun = System.nanoTime();
    while (meeting == mine) {
      if (isOff.getAsBoolean() && withdraw()) {
        return false;
      }
      if (System.nanoTime() - begun > SPINNING_NANOS) {
        LockSupport.parkNanos(this, PARK_NANOS);
      }
      for (int i = 0; i < SPINS && meeting == mine; i++) {
        Thread.onSpinWait();
      }
    }
    return true;
  }

  private void hold(Runnable onceAllAreHere, int mine) {
    boolean isHeld = false;
    try {
      onceAllAreHere.run();
      isHeld = true;
    } finally {
      // If it failed, the others may withdraw.
      arrived.set(isHeld ? 0 : parties - 1);
      meeting = isHeld ? mine + 1 : mine;
    }
  }

  /** Leaves, unless all are here, so that the meeting takes place. */
  private boolean withdraw() {
    int present = arrived.get();
    while (present > 0 && present < parties) {
      if (arrived.compareAndSet(present, present - 1)) {
        return true;
      }
      present = arrived.get();
    }
    return false;
  }
}
