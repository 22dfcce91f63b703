package digitscope.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The threads of the sessions of this process, and what they allocate. */
final class SessionThreads {
  /** Name of the thread on which {@link RunningSession} runs a session. */
  static final String OWNER = "digitscope-soaked-session";

  /** Name that a session gives to its workers. */
  static final String WORKER = "digitscope-worker";

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private SessionThreads() {}

  /** Bytes that all living threads of a name have allocated on Java's heap. */
  static long allocatedBytes(String name) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return ids(name::equals).map(threads::getThreadAllocatedBytes).sum();
  }

  /** Waits for the threads of ended sessions to end, and returns how many are left. */
  static int awaitEnd() throws InterruptedException {
    long begunAt = System.nanoTime();
    Predicate<String> isOurs = name -> name.equals(OWNER) || name.equals(WORKER);
    while (ids(isOurs).findAny().isPresent() && System.nanoTime() - begunAt < PATIENCE_NANOS) {
      Thread.sleep(10);
    }
    return (int) ids(isOurs).count();
  }

  private static LongStream ids(Predicate<String> isWanted) {
    java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds())
        .mapToObj(threads::getThreadInfo)
        .filter(Objects::nonNull) // it has ended since
        .filter(thread -> isWanted.test(thread.getThreadName()))
        .mapToLong(ThreadInfo::getThreadId);
  }
}
