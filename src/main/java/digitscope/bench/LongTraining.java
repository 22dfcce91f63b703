package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The result of a long training session.
 *
 * @param samples of memory in its course, the first of them after it has warmed up
 * @param allocatedByWorkers bytes that the workers allocated on Java's heap a step, all together
 * @param allocatedByOwner bytes that the session's own thread allocated there a step
 */
public record LongTraining(
    List<MemorySample> samples, long allocatedByWorkers, long allocatedByOwner) {
  /** Samples of memory; as many steps as between two of them are the warm-up. */
  private static final int SAMPLES = 20;

  public LongTraining {
    samples = List.copyOf(samples);
  }

  static LongTraining run(RunConfig config, long steps, DataSplits data, Consumer<String> progress)
      throws BenchmarkException, InterruptedException {
    int stepsPerEpoch = Math.max(1, data.train().size() / config.training().batchSize());
    int epochs = (int) (steps / stepsPerEpoch) + 1;
    RunConfig lasting = config.withTraining(config.training().withEpochs(epochs));
    List<MemorySample> samples = new ArrayList<>();
    try (RunningSession session = new RunningSession(data, lasting)) {
      long warmUp = session.awaitStep(steps / (SAMPLES + 1));
      long workers = SessionThreads.allocatedBytes(SessionThreads.WORKER);
      long owner = SessionThreads.allocatedBytes(SessionThreads.OWNER);
      long step = warmUp;
      for (int i = 1; i <= SAMPLES; i++) {
        samples.add(MemorySample.now(step));
        progress.accept(
            String.format(
                Locale.ROOT,
                "Step %,d of %,d: %,d MB resident",
                step,
                steps,
                samples.get(i - 1).residentBytes() >> 20));
        step = session.awaitStep(steps * (i + 1) / (SAMPLES + 1));
      }
      long measured = Math.max(1, step - warmUp);
      return new LongTraining(
          samples,
          (SessionThreads.allocatedBytes(SessionThreads.WORKER) - workers) / measured,
          (SessionThreads.allocatedBytes(SessionThreads.OWNER) - owner) / measured);
    }
  }
}
