package digitscope.ui.fx;

import digitscope.data.Progress;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/** Tells the window's thread how far work on another thread is, once for each percent. */
public final class LiveProgress implements Progress {
  private final Executor fxThread = new FxThread();
  private final AtomicInteger told = new AtomicInteger();
  private final DoubleConsumer hearer;

  /**
   * @param hearer hears a part of the work from 0 to 1, on the JavaFX thread
   */
  public LiveProgress(DoubleConsumer hearer) {
    this.hearer = hearer;
  }

  @Override
  public void advance(double fraction) {
    int percent = (int) (100 * fraction);
    if (told.getAndSet(percent) != percent) {
      fxThread.execute(() -> hearer.accept(percent / 100.0));
    }
  }

  /** The worker learns of it through the future of its answer. */
  @Override
  public boolean isCancelled() {
    return false;
  }
}
