package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.train.CancelToken;
import digitscope.train.Command;
import digitscope.train.Phase;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import digitscope.train.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Runs one training session after another, each on a thread of its own, and brings what it says to
 * the JavaFX thread, on which all methods are called.
 */
public final class TrainingService implements Training {
  private final DataLibrary library;
  private final FxThread fxThread = new FxThread();
  private final ReadOnlyObjectWrapper<Optional<TrainingSnapshot>> snapshot =
      new ReadOnlyObjectWrapper<>(this, "snapshot", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<RunConfig>> config =
      new ReadOnlyObjectWrapper<>(this, "config", Optional.empty());
  private final ReadOnlyObjectWrapper<List<LayerSummary>> layers =
      new ReadOnlyObjectWrapper<>(this, "layers", List.of());
  private final ReadOnlyObjectWrapper<Optional<DataSplits>> data =
      new ReadOnlyObjectWrapper<>(this, "data", Optional.empty());
  private final ReadOnlyBooleanWrapper preparing = new ReadOnlyBooleanWrapper(this, "preparing");
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private Optional<Live> live = Optional.empty();
  private Watch watch = Watch.nothing();

  private record Live(TrainingSession session, CancelToken token, Thread thread) {}

  public TrainingService(DataLibrary library) {
    this.library = library;
    library
        .dataProperty()
        .addListener(
            (observable, old, chosen) -> {
              if (live.isEmpty()) {
                data.set(chosen);
              }
            });
  }

  @Override
  public ReadOnlyObjectProperty<Optional<TrainingSnapshot>> snapshotProperty() {
    return snapshot.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<RunConfig>> configProperty() {
    return config.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  /** Whether a run was asked for that waits for its data. */
  public ReadOnlyBooleanProperty preparingProperty() {
    return preparing.getReadOnlyProperty();
  }

  /** What went wrong last. */
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Starts a new run, in place of the one before. */
  public void train(RunConfig wanted) {
    begin(wanted, List.of());
  }

  /** Starts a new run that pauses after its first step. */
  public void trainOneStep(RunConfig wanted) {
    begin(wanted, List.of(new Command.Step()));
  }

  public void pause() {
    steer(new Command.Pause());
  }

  public void resume() {
    steer(new Command.Resume());
  }

  /** Takes one step and pauses. */
  public void step() {
    steer(new Command.Step());
  }

  /** Ends the run, or gives up waiting for its data; the session goes on answering. */
  public void stop() {
    if (preparing.get()) {
      library.readingProperty().get().ifPresent(BackgroundTask::cancel);
    } else {
      steer(new Command.Stop());
    }
  }

  /** Changes the learning rate of the run that goes on. */
  public void setLearningRate(double learningRate) {
    steer(new Command.SetLearningRate(learningRate));
  }

  @Override
  public <R> CompletableFuture<R> ask(Command<R> command) {
    if (live.isEmpty()) {
      return CompletableFuture.failedFuture(new IllegalStateException("There is no session"));
    }
    CompletableFuture<R> answer = new CompletableFuture<>();
    var unused =
        live.get()
            .session()
            .submit(command)
            .whenComplete((value, error) -> fxThread.execute(() -> complete(answer, value, error)));
    return answer;
  }

  @Override
  public void watchMaps(Optional<byte[]> image) {
    watch(new Watch(image, watch.patternsOf()));
  }

  @Override
  public void watchPatterns(OptionalInt layerIndex) {
    watch(new Watch(watch.mapsOf(), layerIndex));
  }

  /** Ends the session without waiting for it. */
  public void cancel() {
    live.ifPresent(session -> session.token().cancel());
  }

  /**
   * Waits, on any other thread, until a cancelled session has put everything away.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitEnd(Duration patience) throws InterruptedException {
    if (live.isPresent()) {
      live.get().thread().join(patience.toMillis());
    }
  }

  private void begin(RunConfig wanted, List<Command<?>> commands) {
    if (preparing.get()) {
      return;
    }
    preparing.set(true);
    var unused =
        library
            .read(wanted.data())
            .thenAccept(splits -> replaceSession(TrainingSession.fresh(splits, wanted), commands))
            .whenComplete(
                (done, error) -> {
                  preparing.set(false);
                  report(error);
                });
  }

  private void replaceSession(TrainingSession session, List<Command<?>> commands) {
    cancel();
    snapshot.set(Optional.empty());
    DataSplits splits = session.data();
    data.set(Optional.of(splits));
    layers.set(
        session.config().network().summarise(splits.train().shape(), splits.train().classes()));
    config.set(Optional.of(session.config()));
    CancelToken token = new CancelToken();
    SnapshotPump pump = new SnapshotPump(newest -> receive(session, newest));
    Thread thread = new Thread(() -> session.run(pump::offer, token), "training session");
    thread.setDaemon(true);
    live = Optional.of(new Live(session, token, thread));
    session.watch(watch);
    for (Command<?> command : commands) {
      steer(command);
    }
    thread.start();
  }

  private void receive(TrainingSession from, TrainingSnapshot newest) {
    if (live.filter(current -> current.session() == from).isEmpty()) {
      return;
    }
    boolean failedBefore = snapshot.get().filter(s -> s.phase() == Phase.FAILED).isPresent();
    snapshot.set(Optional.of(newest));
    if (newest.phase() == Phase.FAILED && !failedBefore) {
      newest
          .failure()
          .ifPresent(text -> problem.set(Optional.of(new Problem(text, Optional.empty()))));
    }
  }

  private void steer(Command<?> command) {
    var unused = ask(command).whenComplete((value, error) -> report(error));
  }

  private void watch(Watch wanted) {
    watch = wanted;
    live.ifPresent(current -> current.session().watch(wanted));
  }

  private void report(@Nullable Throwable error) {
    if (error != null && !(unwrap(error) instanceof CancellationException)) {
      problem.set(Optional.of(Problem.of(unwrap(error))));
    }
  }

  private static <R> void complete(
      CompletableFuture<R> answer, R value, @Nullable Throwable error) {
    if (error == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(unwrap(error));
    }
  }

  private static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
