package digitscope.bench;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.engine.Hardware;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One long training, whose memory must stay flat, and many short ones, which must end at once and
 * leave nothing behind. It measures the process that it runs in.
 *
 * @param steps of the long training
 * @param endings how many short trainings are stopped, and how many cancelled, in peace and under
 *     load each
 */
public record Soak(RunConfig config, long steps, int endings) {
  /**
   * Trains and ends, again and again.
   *
   * @param progress is told what happens
   * @throws BenchmarkException if a session fails
   */
  public SoakResult run(DataSplits data, Consumer<String> progress)
      throws BenchmarkException, InterruptedException {
    LongTraining training = LongTraining.run(config, steps, data, progress);
    // ND4J keeps some constants from its first use on.
    long arraysOfNoSession = Hardware.arrayBytes();
    progress.accept(
        String.format(Locale.ROOT, "Stopping and cancelling %d sessions each", endings));
    Endings inPeace = Endings.measure(config, data, endings);
    progress.accept("The same while another process keeps one core busy");
    Endings loaded = measureLoaded(data);
    return new SoakResult(
        steps,
        training,
        inPeace,
        loaded,
        SessionThreads.awaitEnd(),
        Hardware.arrayBytes() - arraysOfNoSession);
  }

  private Endings measureLoaded(DataSplits data) throws BenchmarkException, InterruptedException {
    try {
      Path log = Files.createTempFile("digitscope-bench", ".log");
      ChildProcess load = BusyCore.start(log);
      try {
        return Endings.measure(config, data, endings);
      } finally {
        load.close();
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new BenchmarkException("A temporary file could not be created: " + Reason.of(e), e);
    }
  }
}
