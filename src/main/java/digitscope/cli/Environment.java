package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.source.DataSources;
import digitscope.io.PlainText;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * The surroundings of the commands: streams, folders, data sources.
 *
 * @param out for results
 * @param err for progress and errors
 * @param isInteractive whether a user watches {@code err}
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
    WorkbenchLauncher workbench,
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

  /** This, with writers that print nothing that a terminal would obey. */
  Environment plain() {
    return new Environment(
        new PlainWriter(out),
        new PlainWriter(err),
        isInteractive,
        sources,
        store,
        workbench,
        renderer,
        windowBenchmark);
  }

  /** Loads images with their corrections, and says on {@code err} how a download goes. */
  DataLoader data() {
    return data(true);
  }

  /** Loads images for a run, with their corrections or as they are. */
  DataLoader data(boolean corrections, RunFolder run) {
    return source ->
        corrections
            ? sources.open().load(source, run.reading(), progress())
            : sources.open().loadUncorrected(source, run.reading(), progress());
  }

  /** Loads images, with their corrections or as they are. */
  DataLoader data(boolean corrections) {
    return source ->
        corrections
            ? sources.open().load(source, progress())
            : sources.open().loadUncorrected(source, progress());
  }

  /** Says on {@code err} what the user should know, in a sentence. */
  void note(String sentence) {
    err.println("Note: " + PlainText.sentence(sentence));
  }

  /** Says on {@code err} how a download goes. */
  Progress progress() {
    return new LoadingProgress(err, isInteractive);
  }
}
