package digitscope.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Threads that do pieces of a search at the same time: the caller's and some more. */
final class SearchThreads implements AutoCloseable {
  private final int count;
  private final ExecutorService others;

  /**
   * @param count at least 1
   * @param preparation called on each thread but the caller's, before it works
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only smooths the window
  SearchThreads(int count, Runnable preparation) {
    this.count = count;
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, count - 1),
            work -> {
              Thread thread =
                  new Thread(
                      () -> {
                        preparation.run();
                        work.run();
                      },
                      "digitscope-patterns");
              thread.setDaemon(true);
              thread.setPriority(Thread.currentThread().getPriority());
              return thread;
            });
  }

  int count() {
    return count;
  }

  /**
   * Does one piece on each thread, and waits for all.
   *
   * @param work gets the number of the piece
   */
  void run(int pieces, IntConsumer work) {
    List<Future<?>> started = new ArrayList<>();
    for (int i = 1; i < pieces; i++) {
      int piece = i;
      started.add(others.submit(() -> work.accept(piece)));
    }
    if (pieces > 0) {
      work.accept(0);
    }
    for (Future<?> future : started) {
      await(future);
    }
  }

  private static void await(Future<?> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // the piece is short, and its arrays must not be used twice
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A part of the search for patterns failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the threads end. */
  @Override
  public void close() {
    others.shutdown();
  }
}
