package digitscope.ui.fx;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reports to the user what ended a thread that nothing waits for. */
public final class FailureReporter implements Thread.UncaughtExceptionHandler {
  private static final System.Logger LOG = System.getLogger(FailureReporter.class.getName());

  private final Consumer<Problem> problems;

  /**
   * @param problems called on the thread that ends
   */
  public FailureReporter(Consumer<Problem> problems) {
    this.problems = problems;
  }

  /** A thread, not started, that does not keep the program from ending. */
  public Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(this);
    return thread;
  }

  /**
   * Does one thing at a time. Once it is shut down, it drops what it is asked: a window that closes
   * is still laid out, and nobody is left to see what it would show.
   */
  public ExecutorService worker(String name) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        job -> thread(job, name),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, thread.getName(), failure);
    problems.accept(Problem.of(failure));
  }
}
