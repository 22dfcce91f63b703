package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.io.Reason;
import digitscope.ui.fx.FxThread;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks the JavaFX thread from another one, which waits for the answer. */
final class OnFxThread {
  private static final FxThread FX_THREAD = new FxThread();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOKING_MILLIS = 20;

  private OnFxThread() {}

  /**
   * What the JavaFX thread says.
   *
   * @throws BenchmarkException if it does not answer, or fails
   */
  static <T> T ask(Supplier<T> question) throws BenchmarkException, InterruptedException {
    return await(CompletableFuture.supplyAsync(question, FX_THREAD), "The window does not respond");
  }

  /**
   * Has the JavaFX thread do something.
   *
   * @throws BenchmarkException if it does not come to it, or fails
   */
  static void run(Runnable deed) throws BenchmarkException, InterruptedException {
    await(
        CompletableFuture.runAsync(deed, FX_THREAD).thenApply(done -> true),
        "The window does not respond");
  }

  /**
   * Waits until something holds, looking now and then.
   *
   * @param complaint what to say if it never does
   */
  static void until(BooleanSupplier condition, String complaint)
      throws BenchmarkException, InterruptedException {
    long begunAt = System.nanoTime();
    while (!ask(condition::getAsBoolean)) {
      if (System.nanoTime() - begunAt > PATIENCE.toNanos()) {
        throw new BenchmarkException(complaint);
      }
      Thread.sleep(LOOKING_MILLIS);
    }
  }

  /**
   * Waits until something is there, looking now and then.
   *
   * @param complaint what to say if it never is
   */
  static <T> T find(Supplier<Optional<T>> question, String complaint)
      throws BenchmarkException, InterruptedException {
    List<T> found = new CopyOnWriteArrayList<>();
    until(
        () -> {
          question.get().ifPresent(found::add);
          return !found.isEmpty();
        },
        complaint);
    return found.get(0);
  }

  /** Waits for an answer. */
  static <T> T await(CompletableFuture<T> answer, String complaint)
      throws BenchmarkException, InterruptedException {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new BenchmarkException(complaint, e);
    } catch (ExecutionException e) {
      throw new BenchmarkException(complaint + ": " + Reason.of(e), e);
    }
  }
}
