package digitscope.cli;

import digitscope.bench.StartResult;
import digitscope.bench.WindowResult;
import java.util.function.Consumer;

/** A benchmark of the window for tests in which no command runs. */
final class NoWindow implements WindowBenchmark {
  @Override
  public WindowResult measure(Request request, Consumer<String> progress) {
    throw new IllegalStateException("No command runs here");
  }

  @Override
  public StartResult measureStart(StartRequest request, Consumer<String> progress) {
    throw new IllegalStateException("No command runs here");
  }
}
