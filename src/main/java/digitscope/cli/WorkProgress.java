package digitscope.cli;

import digitscope.data.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Reports the progress of a command on the terminal: in one line, or in quarters. */
final class WorkProgress implements Progress {
  private final String what;
  private final PrintWriter err;
  private final boolean isInteractive;
  private int told = -1;

  WorkProgress(String what, PrintWriter err, boolean isInteractive) {
    this.what = what;
    this.err = err;
    this.isInteractive = isInteractive;
  }

  @Override
  public synchronized void advance(double fraction) {
    int percent = (int) (100 * fraction);
    int next = isInteractive ? percent : percent / 25;
    if (next == told) {
      return;
    }
    told = next;
    // Back to the beginning of the line, and clear it.
    String line = String.format(Locale.ROOT, "%s: %d %%", what, percent);
    err.print(
        isInteractive ? PlainWriter.SAME_LINE + line + (percent == 100 ? "\n" : "") : line + "\n");
    err.flush();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }
}
