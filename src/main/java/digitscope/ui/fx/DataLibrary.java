package digitscope.ui.fx;

import digitscope.data.CorrectionStore;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.PictureReading;
import digitscope.io.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data that the user chooses, in the background, and keeps what was read last. Used on
 * the JavaFX thread.
 */
public final class DataLibrary {
  /** Where data comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads data as it is, off the JavaFX thread.
     *
     * @param name as a configuration calls it
     * @param task told of the progress, and asked whether to go on
     * @throws DataException if it cannot be read, in a sentence for the user
     */
    DataSplits read(String name, BackgroundTask<?> task) throws DataException;

    /**
     * Reads data as it is for a network, off the JavaFX thread.
     *
     * @param recorded how the network's run read pictures
     */
    default DataSplits read(String name, PictureReading recorded, BackgroundTask<?> task)
        throws DataException {
      return read(name, task);
    }

    /**
     * Applies to data what was decided about its labels, off the JavaFX thread.
     *
     * @throws DataException if what was decided cannot be read, in a sentence for the user
     */
    default DataSplits correct(DataSplits read) throws DataException {
      return read;
    }

    /** Keeps what is decided about labels; used off the JavaFX thread. */
    default CorrectionStore corrections() throws DataException {
      return CorrectionStore.NONE;
    }

    /** Whether data can be read without a download; asked off the JavaFX thread. */
    default boolean isHere(String name) throws DataException {
      return true;
    }

    /**
     * What reading data would do beyond this machine, in words that go on after "for"; empty if it
     * needs no network. Asked off the JavaFX thread.
     */
    default Optional<String> reach(String name) throws DataException {
      return Optional.empty();
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

  /**
   * Data that is wanted.
   *
   * @param name as a configuration calls it
   * @param recorded how a run read its pictures; empty to read them as they look
   * @param corrections whether its labels are to be corrected
   */
  private record Request(String name, Optional<PictureReading> recorded, boolean corrections) {
    boolean isOfSameImages(Request other) {
      return name.equals(other.name) && recorded.equals(other.recorded);
    }
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
  private Request wanted = new Request("", Optional.empty(), true);
  private boolean mayDownload;

  /** What comes to the data that is wanted, whether or not the user is told of it. */
  private Optional<BackgroundTask<DataSplits>> running = Optional.empty();

  /** The data that was read last, as it is. */
  private Optional<DataSplits> asRead = Optional.empty();

  /** Whether what was decided about labels has changed since they were corrected. */
  private boolean isStale;

  /** What {@link #wanted} comes to. */
  private CompletableFuture<DataSplits> answer = new CompletableFuture<>();

  /**
   * @param taskTitle what the user reads while data is read
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

  /** Why the data that is wanted could not be read, in a sentence for the user. */
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

  /** Refreshes, in the background, the list of what can be chosen by name. */
  public void refreshOffers() {
    var unused = tasks.start(taskTitle, task -> source.offers()).result().thenAccept(offers::set);
  }

  /** As {@link Source#reach}. */
  Optional<String> reach(String name) throws DataException {
    return source.reach(name);
  }

  /** Keeps what is decided about labels; used off the JavaFX thread. */
  public CorrectionStore corrections() throws DataException {
    return source.corrections();
  }

  /**
   * Notes that labels were corrected, so that the corrections are applied again before it is used.
   *
   * @param name of the data, as a configuration calls it
   */
  public void decided(String name) {
    isStale |= name.equals(wanted.name()) && wanted.corrections();
  }

  /** Applies the corrections again, if any changed since the data was read. */
  public void correctAnew() {
    if (isStale && running.isEmpty() && asRead.isPresent()) {
      DataSplits here = asRead.get();
      var unused = start(wanted, task -> here);
    }
  }

  /**
   * Reads data if that needs no download, unless it is here already or on its way.
   *
   * @param corrections whether labels are to be as the user corrected them, or as they are
   */
  public void readIfHere(String name, boolean corrections) {
    Request wish = new Request(name, Optional.empty(), corrections);
    if (!isWanted(wish)) {
      var unused =
          begin(
              wish,
              false,
              task -> {
                if (!source.isHere(name)) {
                  throw new NotHereException();
                }
                return source.read(name, task);
              });
    }
  }

  /** Reads data with its corrections if that needs no download. */
  public void readIfHere(String name) {
    readIfHere(name, true);
  }

  /**
   * Reads data with its corrections beside that which is wanted, which stays.
   *
   * @param name as a configuration calls it
   * @param mayDownload whether it is downloaded if it has to be
   * @return the data; empty if it would have to be downloaded and may not be
   */
  public BackgroundTask<Optional<DataSplits>> readBeside(String name, boolean mayDownload) {
    Optional<DataSplits> here =
        wanted.equals(new Request(name, Optional.empty(), true)) && !isStale
            ? data.get()
            : Optional.empty();
    return tasks.start(
        taskTitle,
        task -> {
          if (here.isPresent()) {
            return here;
          }
          return mayDownload || source.isHere(name)
              ? Optional.of(source.correct(source.read(name, task)))
              : Optional.empty();
        });
  }

  private boolean isWanted(Request wish) {
    return wish.equals(wanted) && (running.isPresent() || data.get().isPresent());
  }

  /**
   * Reads data with its corrections, as {@link #read(String, boolean)}.
   *
   * @param name as a configuration calls it
   */
  public CompletableFuture<DataSplits> read(String name) {
    return read(name, true);
  }

  /**
   * Reads data, unless it is here already or on its way; downloads it if it has to be.
   *
   * @param name as a configuration calls it
   * @param corrections whether labels are to be as the user corrected them, or as they are
   * @return completes on the JavaFX thread; with a DataException if it cannot be read, with a
   *     CancellationException if the reading was cancelled or other data was chosen meanwhile
   */
  public CompletableFuture<DataSplits> read(String name, boolean corrections) {
    return read(new Request(name, Optional.empty(), corrections));
  }

  /**
   * Reads the data of a run, as {@link #read(String, boolean)}.
   *
   * @param recorded how the run read its pictures; empty if it recorded nothing
   */
  CompletableFuture<DataSplits> read(
      String name, Optional<PictureReading> recorded, boolean corrections) {
    return read(new Request(name, recorded, corrections));
  }

  private CompletableFuture<DataSplits> read(Request wish) {
    if (!isWanted(wish)) {
      return begin(wish, true, task -> read(wish, task));
    }
    if (isStale) {
      correctAnew();
      // What is under way may have been corrected before.
      return isStale ? answer.thenCompose(done -> read(wish)) : answer;
    }
    return mayDownload ? answer : answer.exceptionallyCompose(error -> readAfter(error, wish));
  }

  /** Downloads what was found not to be here. */
  private CompletableFuture<DataSplits> readAfter(Throwable error, Request wish) {
    Throwable reason = Problem.unwrap(error);
    return reason instanceof NotHereException ? read(wish) : CompletableFuture.failedFuture(reason);
  }

  private DataSplits read(Request wish, BackgroundTask<?> task) throws DataException {
    return wish.recorded().isPresent()
        ? source.read(wish.name(), wish.recorded().get(), task)
        : source.read(wish.name(), task);
  }

  private CompletableFuture<DataSplits> begin(
      Request wish, boolean download, BackgroundTask.Job<DataSplits> job) {
    Optional<DataSplits> here = wish.isOfSameImages(wanted) ? asRead : Optional.empty();
    wanted = wish;
    mayDownload = download;
    running.ifPresent(BackgroundTask::cancel);
    data.set(Optional.empty());
    problem.set(Optional.empty());
    asRead = here;
    CompletableFuture<DataSplits> result = start(wish, here.isPresent() ? task -> here.get() : job);
    reading.set(running);
    return result;
  }

  private CompletableFuture<DataSplits> start(Request wish, BackgroundTask.Job<DataSplits> job) {
    isStale = false;
    AtomicReference<@Nullable DataSplits> uncorrected = new AtomicReference<>();
    BackgroundTask<DataSplits> task =
        tasks.start(
            taskTitle,
            own -> {
              DataSplits read = job.run(own);
              uncorrected.set(read);
              return wish.corrections() ? source.correct(read) : read;
            });
    running = Optional.of(task);
    CompletableFuture<DataSplits> result = new CompletableFuture<>();
    answer = result;
    var unused =
        task.result()
            .whenComplete(
                (splits, error) -> {
                  // First, because a listener may ask for more when it ends.
                  finish(task, Optional.ofNullable(uncorrected.get()), splits, error);
                  if (error == null) {
                    result.complete(splits);
                  } else {
                    result.completeExceptionally(error);
                  }
                });
    return result;
  }

  private void finish(
      BackgroundTask<DataSplits> task,
      Optional<DataSplits> uncorrected,
      @Nullable DataSplits splits,
      @Nullable Throwable error) {
    if (!running.equals(Optional.of(task))) {
      return;
    }
    running = Optional.empty();
    reading.set(Optional.empty());
    asRead = uncorrected;
    data.set(Optional.ofNullable(splits));
    if (error instanceof DataException) {
      problem.set(Optional.of(Reason.of(error)));
    }
  }
}
