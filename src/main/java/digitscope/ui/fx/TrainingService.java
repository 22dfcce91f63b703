package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.RunStore;
import digitscope.train.Command;
import digitscope.train.Hardware;
import digitscope.train.MetricLog;
import digitscope.train.Phase;
import digitscope.train.TrainingSession;
import digitscope.train.TrainingSnapshot;
import digitscope.train.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
  private final RunStore store;
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
  private final ReadOnlyObjectWrapper<Optional<String>> note =
      new ReadOnlyObjectWrapper<>(this, "note", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Path>> folder =
      new ReadOnlyObjectWrapper<>(this, "folder", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Hardware>> hardware =
      new ReadOnlyObjectWrapper<>(this, "hardware", Optional.empty());
  private Optional<SessionThread> live = Optional.empty();
  private Watch watch = Watch.nothing();

  /**
   * @param store where runs are recorded
   */
  public TrainingService(DataLibrary library, RunStore store) {
    this.library = library;
    this.store = store;
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

  /** What went wrong last; empty again when another session begins. */
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** What a person should know of the run that is shown, in a sentence, if there is anything. */
  public ReadOnlyObjectProperty<Optional<String>> noteProperty() {
    return note.getReadOnlyProperty();
  }

  /** What computes the networks; empty before the first run. */
  public ReadOnlyObjectProperty<Optional<Hardware>> hardwareProperty() {
    return hardware.getReadOnlyProperty();
  }

  /** Folder of the run that is shown; empty while it is made, or if it cannot be. */
  public ReadOnlyObjectProperty<Optional<Path>> folderProperty() {
    return folder.getReadOnlyProperty();
  }

  /** The session that the window shows, for those who measure it; empty before the first run. */
  public Optional<TrainingSession> session() {
    return live.map(SessionThread::session);
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

  /**
   * Shows a run that was recorded, in place of the one before.
   *
   * @return completes on the JavaFX thread, when the run's data is read and its session begins;
   *     with an exception whose message is for a person if it cannot be shown
   */
  public CompletableFuture<Void> open(RecordedRun run) {
    RunFolder opened = run.folder();
    return library
        .read(opened.config().data(), opened.config().corrections())
        .thenAccept(
            splits -> {
              run.checkFits(splits);
              begin(
                  TrainingSession.open(
                      splits,
                      opened.config(),
                      run.checkpoint(),
                      run.metrics(),
                      run.history(),
                      !run.hasOtherCorrections(splits)),
                  Optional.of(opened.path()),
                  Optional::empty);
              note.set(run.noteOn(splits));
            });
  }

  @Override
  public RunStore runs() {
    return store;
  }

  /** Ends the session without waiting for it. */
  public void cancel() {
    live.ifPresent(SessionThread::cancel);
  }

  /**
   * Waits, on any other thread, until a cancelled session has put everything away.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void awaitEnd(Duration patience) throws InterruptedException {
    if (live.isPresent()) {
      live.get().awaitEnd(patience);
    }
  }

  private void begin(RunConfig wanted, List<Command<Long>> commands) {
    if (preparing.get()) {
      return;
    }
    preparing.set(true);
    var unused =
        library
            .read(wanted.data(), wanted.corrections())
            .thenAccept(splits -> begin(wanted, splits, commands))
            .whenComplete(
                (done, error) -> {
                  preparing.set(false);
                  report(error);
                });
  }

  private void begin(RunConfig wanted, DataSplits splits, List<Command<Long>> commands) {
    MetricLog metrics = new MetricLog();
    // The set-up could not know the data yet if a person did not wait for it.
    RunConfig fitting = wanted.adaptedTo(splits.train().shape(), splits.train().classes());
    TrainingSession session = TrainingSession.fresh(splits, fitting, metrics);
    commands.forEach(command -> report(session.submit(command)));
    begin(session, Optional.empty(), () -> Optional.of(record(session, metrics)));
  }

  /** Called on the session's thread. */
  private RunRecorder record(TrainingSession session, MetricLog metrics) throws RunException {
    Path path = store.newRun(session.config().name());
    RunFolder created = RunFolder.create(path, session.config(), Provenance.now(session.data()));
    fxThread.execute(
        () -> {
          if (live.filter(current -> current.session() == session).isPresent()) {
            folder.set(Optional.of(path));
          }
        });
    return new RunRecorder(created, metrics, 0);
  }

  private void begin(
      TrainingSession session, Optional<Path> path, SessionThread.Recording recording) {
    DataSplits splits = session.data();
    List<LayerSummary> summaries =
        session.config().network().summarise(splits.train().shape(), splits.train().classes());
    cancel();
    // Otherwise the same failure of two runs would be told once only.
    problem.set(Optional.empty());
    note.set(Optional.empty());
    snapshot.set(Optional.empty());
    data.set(Optional.of(splits));
    layers.set(summaries);
    config.set(Optional.of(session.config()));
    folder.set(path);
    SessionThread thread =
        new SessionThread(
            session,
            recording,
            this::receive,
            found -> problem.set(Optional.of(found)),
            found -> hardware.set(Optional.of(found)));
    live = Optional.of(thread);
    session.watch(watch);
    thread.start();
  }

  private void receive(TrainingSnapshot newest) {
    boolean failedBefore = snapshot.get().filter(s -> s.phase() == Phase.FAILED).isPresent();
    snapshot.set(Optional.of(newest));
    if (newest.phase() == Phase.FAILED && !failedBefore) {
      newest
          .failure()
          .ifPresent(text -> problem.set(Optional.of(new Problem(text, Optional.empty()))));
    }
  }

  private void steer(Command<Long> command) {
    report(ask(command));
  }

  private void report(CompletableFuture<?> answer) {
    var unused = answer.whenComplete((value, error) -> fxThread.execute(() -> report(error)));
  }

  private void watch(Watch wanted) {
    watch = wanted;
    live.ifPresent(current -> current.session().watch(wanted));
  }

  private void report(@Nullable Throwable error) {
    if (error != null && !(Problem.unwrap(error) instanceof CancellationException)) {
      problem.set(Optional.of(Problem.of(Problem.unwrap(error))));
    }
  }

  private static <R> void complete(
      CompletableFuture<R> answer, R value, @Nullable Throwable error) {
    if (error == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(Problem.unwrap(error));
    }
  }
}
