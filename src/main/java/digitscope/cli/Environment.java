package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSources;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What the commands work with.
 *
 * @param out for results
 * @param err for progress and errors
 * @param isInteractive whether a person watches {@code err}
 * @param sources finds the images that a source means
 * @param store where runs go that are given no folder
 * @param workbench opens the window
 * @param renderer draws views; without one there is no command {@code render}
 * @param windowBenchmark measures the window; without one there is no command {@code bench ui}
 */
public record Environment(
    PrintWriter out,
    PrintWriter err,
    boolean isInteractive,
    Sources sources,
    RunStore store,
    Workbench workbench,
    Optional<ViewRenderer> renderer,
    Optional<WindowBenchmark> windowBenchmark) {
  /** Where images come from, which is made ready only when a command needs it. */
  @FunctionalInterface
  public interface Sources {
    DataSources open() throws DataException;
  }

  /** Finds the images that a source means. */
  @FunctionalInterface
  public interface DataLoader {
    DataSplits load(String source) throws DataException;
  }

  /** Loads images with their corrections, and says on {@code err} how a download goes. */
  DataLoader data() {
    return data(true);
  }

  /** Loads images, with their corrections or as they are. */
  DataLoader data(boolean corrections) {
    return source ->
        corrections
            ? sources.open().load(source, progress())
            : sources.open().loadUncorrected(source, progress());
  }

  /** Says on {@code err} how a download goes. */
  Progress progress() {
    return new LoadingProgress(err, isInteractive);
  }
}
