package digitscope.ui.fx;

import digitscope.data.Progress;

/** Lets a person see and end what a background task does. */
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
