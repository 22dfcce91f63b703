package digitscope.ui.fx;

import digitscope.Patience;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

/** The JavaFX thread, as tests ask it and wait for it. */
public final class Fx {
  /** Pulses that begin: what changes in the layout of one is laid out in the next. */
  private static final int SETTLING = 3;

  private Fx() {}

  /** Asks a question on the JavaFX thread. */
  public static <T> T ask(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(Patience.LIMIT.toMillis(), question);
  }

  /**
   * Waits until something holds on the JavaFX thread, and then until the window shows it.
   *
   * @param condition may throw while what it looks at is not there
   */
  public static void await(Callable<Boolean> condition) {
    awaitOnly(condition);
    settle();
  }

  /** The same, whatever the window shows. */
  static void awaitOnly(Callable<Boolean> condition) {
    AtomicReference<@Nullable Exception> last = new AtomicReference<>();
    try {
      WaitForAsyncUtils.waitFor(
          Patience.SECONDS, TimeUnit.SECONDS, () -> ask(() -> holds(condition, last)));
    } catch (TimeoutException e) {
      Exception why = last.get();
      throw new AssertionError("Waited in vain", why == null ? e : why);
    }
  }

  private static boolean holds(
      Callable<Boolean> condition, AtomicReference<@Nullable Exception> last) {
    try {
      last.set(null);
      return condition.call();
    } catch (Exception e) {
      last.set(e);
      return false;
    }
  }

  /** Waits until what has changed so far is laid out: events alone lay nothing out, pulses do. */
  public static void settle() {
    awaitPulses(SETTLING);
  }

  /** Waits until this many pulses have begun. */
  static void awaitPulses(int count) {
    if (Platform.isFxApplicationThread()) {
      return; // it lays nothing out while it waits
    }
    CompletableFuture<Void> settled = new CompletableFuture<>();
    Platform.runLater(() -> new Pulses(count, settled).start());
    try {
      WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, settled);
    } catch (TimeoutException e) {
      throw new AssertionError("There are no pulses", e);
    }
  }

  /** Counts pulses as they begin. */
  private static final class Pulses extends AnimationTimer {
    private final int count;
    private final CompletableFuture<Void> settled;
    private int begun;

    Pulses(int count, CompletableFuture<Void> settled) {
      this.count = count;
      this.settled = settled;
    }

    @Override
    public void handle(long now) {
      begun++;
      if (begun == count) {
        stop();
        settled.complete(null);
      }
    }
  }
}
