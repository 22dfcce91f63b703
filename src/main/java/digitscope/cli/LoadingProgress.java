package digitscope.cli;

import digitscope.data.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Reports on the terminal what was found out about the images that a command reads, and how a
 * download goes: in one line that changes where a user watches, else in tenths.
 */
final class LoadingProgress implements Progress {
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final double MEGA = 1e6;

  private final PrintWriter err;
  private final boolean isInteractive;
  private long drawnAt = System.nanoTime() - REDRAW_NANOS;
  private long tenth = -1;
  private boolean isDone;

  LoadingProgress(PrintWriter err, boolean isInteractive) {
    this.err = err;
    this.isInteractive = isInteractive;
  }

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

  @Override
  public synchronized void downloaded(long bytes, long total) {
    if (isDone) {
      return;
    }
    isDone = bytes == total;
    String line =
        String.format(
            Locale.ROOT,
            "Downloading: %.1f of %.1f MB (%d %%)",
            bytes / MEGA,
            total / MEGA,
            100 * bytes / total);
    if (isInteractive) {
      redraw(line);
    } else if (10 * bytes / total != tenth) {
      tenth = 10 * bytes / total;
      err.println(line);
      err.flush();
    }
  }

  private void redraw(String line) {
    long now = System.nanoTime();
    if (isDone || now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      // Back to the beginning of the line, and clear it.
      err.print(PlainWriter.SAME_LINE + line + (isDone ? "\n" : ""));
      err.flush();
    }
  }
}
