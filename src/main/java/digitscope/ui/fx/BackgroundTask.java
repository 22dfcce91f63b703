package digitscope.ui.fx;

import java.util.concurrent.CompletableFuture;
import javafx.concurrent.Task;

/**
 * A long job that runs off the JavaFX thread, with progress and a way to cancel it.
 *
 * @param <T> what it gives
 */
public final class BackgroundTask<T> extends Task<T> {
  /** What a task does. */
  @FunctionalInterface
  public interface Job<T> {
    /**
     * Runs off the JavaFX thread.
     *
     * @param task where to report progress, and ask whether to go on
     */
    T run(BackgroundTask<?> task) throws Exception;
  }

  private final Job<T> job;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  BackgroundTask(String title, Job<T> job) {
    this.job = job;
    updateTitle(title);
  }

  /** The outcome; completes on the JavaFX thread, with a CancellationException if cancelled. */
  public CompletableFuture<T> result() {
    return result;
  }

  /** Reports from the job how far it is. */
  public void report(double done, double total) {
    updateProgress(done, total);
  }

  @Override
  protected T call() throws Exception {
    return job.run(this);
  }

  @Override
  protected void succeeded() {
    result.complete(getValue());
  }

  @Override
  protected void failed() {
    result.completeExceptionally(getException());
  }

  @Override
  protected void cancelled() {
    result.cancel(false);
  }
}
