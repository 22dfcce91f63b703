package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import java.util.ArrayList;
import java.util.List;

/**
 * The times that training sessions took to end.
 *
 * @param stop from the command to stop to its answer
 * @param cancel from the cancellation to the end of the session, its memory freed
 */
public record Endings(Latencies stop, Latencies cancel) {
  /** A training is ended after as many steps, at any moment of the next. */
  private static final int STEPS = 3;

  static Endings measure(RunConfig config, DataSplits data, int times)
      throws BenchmarkException, InterruptedException {
    List<Long> stops = new ArrayList<>();
    List<Long> cancels = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      try (RunningSession session = new RunningSession(data, config)) {
        session.awaitStep(STEPS);
        stops.add(session.stop());
        session.cancel();
      }
      try (RunningSession session = new RunningSession(data, config)) {
        session.awaitStep(STEPS);
        cancels.add(session.cancel());
      }
    }
    return new Endings(new Latencies(stops), new Latencies(cancels));
  }
}
