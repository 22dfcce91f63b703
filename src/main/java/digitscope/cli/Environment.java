package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.run.RunStore;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * What the commands work with.
 *
 * @param out for results
 * @param err for progress and errors
 * @param isInteractive whether a person watches {@code err}
 * @param data finds the images that a source means
 * @param store where runs go that are given no folder
 * @param workbench opens the window
 * @param renderer draws views; without one there is no command {@code render}
 */
public record Environment(
    PrintWriter out,
    PrintWriter err,
    boolean isInteractive,
    DataLoader data,
    RunStore store,
    Workbench workbench,
    Optional<ViewRenderer> renderer) {
  /** Finds the images that a source means. */
  public interface DataLoader {
    DataSplits load(String source) throws DataException;
  }
}
