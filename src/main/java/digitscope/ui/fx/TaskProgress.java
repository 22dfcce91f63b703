package digitscope.ui.fx;

import digitscope.data.Progress;

/** Shows the progress of a background task, and lets the user cancel it. */
public record TaskProgress(BackgroundTask<?> task) implements Progress {
  @Override
  public void advance(double fraction) {
    task.report(fraction, 1);
  }

  @Override
  public boolean isCancelled() {
    return task.isCancelled();
  }
}
