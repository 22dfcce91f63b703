package digitscope.ui.data;

import digitscope.data.Progress;
import digitscope.ui.fx.BackgroundTask;

/** Lets a person see and end what a background task does. */
record TaskProgress(BackgroundTask<?> task) implements Progress {
  @Override
  public void advance(double fraction) {
    task.report(fraction, 1);
  }

  @Override
  public boolean isCancelled() {
    return task.isCancelled();
  }
}
