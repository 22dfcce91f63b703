package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.io.Reason;
import digitscope.session.CancelToken;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Snapshot;
import digitscope.session.TrainingSession;
import java.util.concurrent.ExecutionException;

/** A session on its own thread, like the window's. */
final class RunningSession implements AutoCloseable {
  private final TrainingSession session;
  private final CancelToken token = new CancelToken();
  private final Thread thread;
  private final Object arrival = new Object();
  private long step;
  private Phase phase = Phase.PREPARING;
  private String failure = "";

  RunningSession(DataSplits data, RunConfig config) {
    session = TrainingSession.fresh(data, config);
    thread = new Thread(() -> session.run(this::publish, token), SessionThreads.OWNER);
    thread.start();
  }

  private void publish(Snapshot snapshot) {
    synchronized (arrival) {
      step = snapshot.progress().step();
      phase = snapshot.progress().phase();
      failure = snapshot.progress().failure().orElse("");
      arrival.notifyAll();
    }
  }

  /**
   * Waits for a step, or for the end of the run.
   *
   * @return the step that was reached
   * @throws BenchmarkException if training fails
   */
  long awaitStep(long wanted) throws BenchmarkException, InterruptedException {
    synchronized (arrival) {
      while (step < wanted && !phase.isOver()) {
        arrival.wait();
      }
      if (!failure.isEmpty()) {
        throw new BenchmarkException(failure);
      }
      return step;
    }
  }

  /** Takes no further step; returns how many nanoseconds the answer took. */
  long stop() throws BenchmarkException, InterruptedException {
    long askedAt = System.nanoTime();
    try {
      session.submit(new Command.Stop()).get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("The session did not stop: " + Reason.of(e), e);
    }
    return System.nanoTime() - askedAt;
  }

  /** Ends the session; returns how many nanoseconds that took. */
  long cancel() throws InterruptedException {
    long askedAt = System.nanoTime();
    token.cancel();
    thread.join();
    return System.nanoTime() - askedAt;
  }

  @Override
  public void close() {
    try {
      cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
