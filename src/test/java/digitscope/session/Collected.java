package digitscope.session;

import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;

/**
 * Waits for the garbage collector and for the threads that free what it finds. A test that waits in
 * vain is ended by its timeout.
 */
final class Collected {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Collections without a change after which what is left is taken to stay. */
  private static final int UNCHANGED = 5;

  private Collected() {}

  /** Collects until something holds. */
  static void until(BooleanSupplier gone) throws InterruptedException {
    while (!gone.getAsBoolean()) {
      once();
    }
  }

  /**
   * Collects until the number of native objects no longer falls.
   *
   * @return how many are left
   */
  static long nativeObjects() throws InterruptedException {
    long count = Pointer.totalCount();
    for (int unchanged = 0; unchanged < UNCHANGED; unchanged++) {
      once();
      long now = Pointer.totalCount();
      if (now < count) {
        count = now;
        unchanged = -1;
      }
    }
    return count;
  }

  /** Returns when something that was let go has been cleaned up, on a thread as ND4J has them. */
  private static void once() throws InterruptedException {
    CountDownLatch cleaned = new CountDownLatch(1);
    register(cleaned);
    System.gc();
    cleaned.await();
  }

  private static void register(CountDownLatch cleaned) {
    CLEANER.register(new Object(), cleaned::countDown);
  }
}
