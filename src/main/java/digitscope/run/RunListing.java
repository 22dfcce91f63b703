package digitscope.run;

import java.nio.file.Path;
import java.util.List;

/**
 * The runs of a store, as they are on disk now.
 *
 * @param runs that can be opened, newest first
 * @param damaged those that cannot, by their path
 */
public record RunListing(List<RunSummary> runs, List<Damaged> damaged) {
  /**
   * A run that cannot be opened.
   *
   * @param path of its folder
   * @param problem a sentence that says why, and what to do
   */
  public record Damaged(Path path, String problem) {}

  public RunListing {
    runs = List.copyOf(runs);
    damaged = List.copyOf(damaged);
  }
}
