package digitscope.ui.fx;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data that a person chooses, in the background, and keeps what was read last. Used on
 * the JavaFX thread.
 */
public final class DataLibrary {
  /** Where data comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads data off the JavaFX thread.
     *
     * @param name {@code "digits"} or a directory
     * @param task told of the progress, and asked whether to go on
     * @throws DataException if it cannot be read, in a sentence for a person
     */
    DataSplits read(String name, BackgroundTask<?> task) throws DataException;
  }

  private final BackgroundTasks tasks;
  private final Source source;
  private final String taskTitle;
  private final ReadOnlyObjectWrapper<Optional<DataSplits>> data =
      new ReadOnlyObjectWrapper<>(this, "data", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<BackgroundTask<DataSplits>>> reading =
      new ReadOnlyObjectWrapper<>(this, "reading", Optional.empty());
  private String wanted = "";

  /**
   * @param taskTitle what a person reads while data is read
   */
  public DataLibrary(BackgroundTasks tasks, Source source, String taskTitle) {
    this.tasks = tasks;
    this.source = source;
    this.taskTitle = taskTitle;
  }

  /** The data that was read last; empty until then, and while other data is read. */
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  /** Why the data that is wanted could not be read, in a sentence for a person. */
  public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The reading that goes on. */
  public ReadOnlyObjectProperty<Optional<BackgroundTask<DataSplits>>> readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /**
   * Reads data, unless it is here already or on its way.
   *
   * @param name {@code "digits"} or a directory
   * @return completes on the JavaFX thread; with a DataException if it cannot be read, with a
   *     CancellationException if the reading was cancelled or other data was chosen meanwhile
   */
  public CompletableFuture<DataSplits> read(String name) {
    if (name.equals(wanted)) {
      if (reading.get().isPresent()) {
        return reading.get().get().result();
      } else if (data.get().isPresent()) {
        return CompletableFuture.completedFuture(data.get().get());
      }
    }
    wanted = name;
    reading.get().ifPresent(BackgroundTask::cancel);
    data.set(Optional.empty());
    problem.set(Optional.empty());
    BackgroundTask<DataSplits> task = tasks.start(taskTitle, running -> source.read(name, running));
    reading.set(Optional.of(task));
    var unused = task.result().whenComplete((splits, error) -> finish(task, splits, error));
    return task.result();
  }

  private void finish(
      BackgroundTask<DataSplits> task, @Nullable DataSplits splits, @Nullable Throwable error) {
    if (!reading.get().equals(Optional.of(task))) {
      return;
    }
    reading.set(Optional.empty());
    data.set(Optional.ofNullable(splits));
    if (error instanceof DataException) {
      problem.set(Optional.ofNullable(error.getMessage()));
    }
  }
}
