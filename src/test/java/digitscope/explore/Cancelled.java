package digitscope.explore;

import digitscope.data.Progress;

/** Somebody who does not want to wait. */
enum Cancelled implements Progress {
  AT_ONCE;

  @Override
  public void advance(double fraction) {}

  @Override
  public boolean isCancelled() {
    return true;
  }
}
