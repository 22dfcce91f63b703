package digitscope.ui.fx;

import digitscope.data.DataException;
import digitscope.data.DataSplits;
import java.util.List;
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
     * @param name as a configuration calls it
     * @param task told of the progress, and asked whether to go on
     * @throws DataException if it cannot be read, in a sentence for a person
     */
    DataSplits read(String name, BackgroundTask<?> task) throws DataException;

    /** Whether data can be read without a download; asked off the JavaFX thread. */
    default boolean isHere(String name) throws DataException {
      return true;
    }

    /** What can be chosen by name, besides the bundled digits; asked off the JavaFX thread. */
    default List<DataOffer> offers() throws DataException {
      return List.of();
    }
  }

  /** Data is not read, because it would have to be downloaded. */
  private static final class NotHereException extends Exception {
    private static final long serialVersionUID = 1L;
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
  private final ReadOnlyObjectWrapper<List<DataOffer>> offers =
      new ReadOnlyObjectWrapper<>(this, "offers", List.of());
  private String wanted = "";
  private boolean mayDownload;

  /** What {@link #wanted} comes to. */
  private CompletableFuture<DataSplits> answer = new CompletableFuture<>();

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

  /** What can be chosen by name, besides the bundled digits, as it was last found. */
  public ReadOnlyObjectProperty<List<DataOffer>> offersProperty() {
    return offers.getReadOnlyProperty();
  }

  /** Finds out anew, in the background, what can be chosen by name. */
  public void refreshOffers() {
    var unused = tasks.start(taskTitle, task -> source.offers()).result().thenAccept(offers::set);
  }

  /** Reads data if that needs no download, unless it is here already or on its way. */
  public void readIfHere(String name) {
    if (!isWanted(name)) {
      var unused =
          begin(
              name,
              false,
              task -> {
                if (!source.isHere(name)) {
                  throw new NotHereException();
                }
                return source.read(name, task);
              });
    }
  }

  private boolean isWanted(String name) {
    return name.equals(wanted) && (reading.get().isPresent() || data.get().isPresent());
  }

  /**
   * Reads data, unless it is here already or on its way; downloads it if it has to be.
   *
   * @param name as a configuration calls it
   * @return completes on the JavaFX thread; with a DataException if it cannot be read, with a
   *     CancellationException if the reading was cancelled or other data was chosen meanwhile
   */
  public CompletableFuture<DataSplits> read(String name) {
    if (!isWanted(name)) {
      return begin(name, true, task -> source.read(name, task));
    }
    return mayDownload ? answer : answer.exceptionallyCompose(error -> readAfter(error, name));
  }

  /** Downloads what was found not to be here. */
  private CompletableFuture<DataSplits> readAfter(Throwable error, String name) {
    Throwable reason = Problem.unwrap(error);
    return reason instanceof NotHereException ? read(name) : CompletableFuture.failedFuture(reason);
  }

  private CompletableFuture<DataSplits> begin(
      String name, boolean download, BackgroundTask.Job<DataSplits> job) {
    wanted = name;
    mayDownload = download;
    reading.get().ifPresent(BackgroundTask::cancel);
    data.set(Optional.empty());
    problem.set(Optional.empty());
    BackgroundTask<DataSplits> task = tasks.start(taskTitle, job);
    reading.set(Optional.of(task));
    CompletableFuture<DataSplits> result = new CompletableFuture<>();
    answer = result;
    var unused =
        task.result()
            .whenComplete(
                (splits, error) -> {
                  // First, as whoever hears of the end may ask for more.
                  finish(task, splits, error);
                  if (error == null) {
                    result.complete(splits);
                  } else {
                    result.completeExceptionally(error);
                  }
                });
    return result;
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
