package digitscope.explore;

import digitscope.data.Progress;

/** A caller that cancels at once. */
enum Cancelled implements Progress {
  AT_ONCE;

  @Override
  public void advance(double fraction) {}

  @Override
  public boolean isCancelled() {
    return true;
  }
}
