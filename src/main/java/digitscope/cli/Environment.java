package digitscope.cli;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.run.RunStore;
import java.io.PrintWriter;

/**
 * What the commands work with.
 *
 * @param out for results
 * @param err for progress and errors
 * @param isInteractive whether a person watches {@code err}
 * @param data finds the images that a source means
 * @param store where runs go that are given no folder
 * @param workbench opens the window
 */
public record Environment(
    PrintWriter out,
    PrintWriter err,
    boolean isInteractive,
    DataLoader data,
    RunStore store,
    Workbench workbench) {
  /** Finds the images that a source means. */
  public interface DataLoader {
    DataSplits load(String source) throws DataException;
  }
}
