package digitscope.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** The threads of the workers, each made ready before its first work. */
final class WorkerThreads implements AutoCloseable {
  private final int count;
  private final Runnable preparation;
  private final Set<Thread> ready = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /**
   * @param count number of workers
   * @param preparation called on each thread, once; what it throws fails the round that needs it
   */
  WorkerThreads(int count, Runnable preparation) {
    this.count = count;
    this.preparation = preparation;
    this.threads = Executors.newFixedThreadPool(count, WorkerThreads::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "digitscope-worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts one share of a round for each worker.
   *
   * @param work gets the number of the share
   */
  void start(Round round, IntConsumer work) {
    for (int i = 0; i < count; i++) {
      int share = i;
      Runnable prepared =
          () -> {
            prepare();
            work.accept(share);
          };
      try {
        threads.execute(() -> round.run(prepared));
      } catch (RuntimeException | Error e) { // such as a system that allows no more threads
        round.run(
            () -> {
              throw e;
            });
      }
    }
  }

  private void prepare() {
    if (!ready.contains(Thread.currentThread())) {
      preparation.run();
      ready.add(Thread.currentThread());
    }
  }

  /** Lets the threads end after what they are at. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
