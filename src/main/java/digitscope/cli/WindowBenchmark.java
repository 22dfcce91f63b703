package digitscope.cli;

import digitscope.bench.BenchmarkException;
import digitscope.bench.StartResult;
import digitscope.bench.WindowResult;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import java.time.Duration;
import java.util.function.Consumer;

/** Measures the window: while it shows a training, and how fast it opens. */
public interface WindowBenchmark {
  /**
   * What to measure.
   *
   * @param images to train on
   * @param config of the training, which is made to fit the images and ended before it comes to its
   *     end
   * @param warmUps how often all pages are visited before anything is measured
   * @param rounds how often everything is measured
   * @param visit how long each page is shown, and about how long the training without a window is
   *     measured before and after
   */
  record Request(Images images, RunConfig config, int warmUps, int rounds, Duration visit) {}

  /**
   * Opens the window and visits its pages as a user would.
   *
   * @param progress is told what happens
   * @throws CommandException if the window cannot be opened
   * @throws DataException if the images cannot be read
   * @throws BenchmarkException if the training fails, or the window does not answer
   */
  WindowResult measure(Request request, Consumer<String> progress)
      throws CommandException, DataException, BenchmarkException, InterruptedException;

  /**
   * What to measure of the start.
   *
   * @param rounds how often the program and an empty window are launched, in turn
   * @param trainings in how many of these rounds the training goes on to a test accuracy of 97 %
   */
  record StartRequest(int rounds, int trainings) {}

  /**
   * Launches the program as a user would, and presses Train.
   *
   * @param progress is told what happens
   * @throws BenchmarkException if the program cannot be launched, or fails
   */
  StartResult measureStart(StartRequest request, Consumer<String> progress)
      throws BenchmarkException;
}
