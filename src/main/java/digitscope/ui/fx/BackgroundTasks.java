package digitscope.ui.fx;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;

/** The long jobs that are running, for the window to show. Used on the JavaFX thread. */
public final class BackgroundTasks implements AutoCloseable {
  private final ObservableList<Task<?>> running = FXCollections.observableArrayList();
  private final ObservableList<Task<?>> readOnly =
      FXCollections.unmodifiableObservableList(running);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          job -> {
            Thread thread = new Thread(job, "background task");
            thread.setDaemon(true);
            return thread;
          });

  /** The tasks that run, oldest first. */
  public ObservableList<Task<?>> running() {
    return readOnly;
  }

  /**
   * Starts a job off the JavaFX thread.
   *
   * @param title what the user reads while it runs
   */
  public <T> BackgroundTask<T> start(String title, BackgroundTask.Job<T> job) {
    BackgroundTask<T> task = new BackgroundTask<>(title, job);
    running.add(task);
    var unused = task.result().whenComplete((value, error) -> running.remove(task));
    if (threads.isShutdown()) {
      task.cancel(); // The window is closing.
    } else {
      threads.execute(task);
    }
    return task;
  }

  /** Cancels everything that still runs. */
  @Override
  public void close() {
    List.copyOf(running).forEach(Task::cancel);
    threads.shutdownNow();
  }
}
