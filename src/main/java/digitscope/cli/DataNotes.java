package digitscope.cli;

import digitscope.data.Progress;
import java.io.PrintWriter;

/**
 * Tells whoever watches a command what was found out about the images that it reads.
 *
 * @param err where it is told
 */
public record DataNotes(PrintWriter err) implements Progress {
  @Override
  public void advance(double fraction) {}

  @Override
  public void note(String sentence) {
    err.println("Data: " + sentence);
    err.flush();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }
}
