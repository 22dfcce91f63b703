package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.io.Reason;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.RunStore;
import digitscope.session.CancelToken;
import digitscope.session.TrainingSession;

/** A training without a window: recorded as one with a window is, on a thread of its own. */
final class UnseenTraining implements AutoCloseable {
  private final CancelToken token = new CancelToken();
  private final RunRecorder recorder;
  private final TrainingSession session;
  private final Thread thread;

  /**
   * Begins to train.
   *
   * @throws BenchmarkException if it cannot be recorded
   */
  UnseenTraining(DataSplits data, RunConfig config, RunStore store) throws BenchmarkException {
    MetricLog metrics = new MetricLog();
    try {
      RunFolder folder =
          RunFolder.create(store.newRun(config.name()), config, Provenance.now(data));
      recorder = new RunRecorder(folder, metrics, 0);
    } catch (RunException e) {
      throw new BenchmarkException(Reason.of(e), e);
    }
    session = TrainingSession.fresh(data, config, metrics);
    thread = new Thread(() -> session.run(recorder, token), "unseen training");
    thread.setDaemon(true);
    thread.start();
  }

  TrainingSession session() {
    return session;
  }

  @Override
  public void close() {
    token.cancel();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.close();
  }
}
