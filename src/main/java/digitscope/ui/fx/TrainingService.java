package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.io.UnreadyException;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Computation;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunRecorder;
import digitscope.run.RunShelf;
import digitscope.run.RunStore;
import digitscope.run.Timeline;
import digitscope.session.Command;
import digitscope.session.Computing;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.Snapshot;
import digitscope.session.TrainingSession;
import digitscope.session.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Runs one training session after another, each on a thread of its own, and brings what it says to
 * the JavaFX thread, on which all methods are called.
 */
public final class TrainingService implements RunControl {
  private final DataLibrary library;
  private final RunStore store;
  private final FxThread fxThread = new FxThread();
  private final ReadOnlyObjectWrapper<Optional<NetworkView>> newest =
      new ReadOnlyObjectWrapper<>(this, "newest", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<RunProgress>> progress =
      new ReadOnlyObjectWrapper<>(this, "progress", Optional.empty());
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
  private final ReadOnlyObjectWrapper<Optional<Computing>> computing =
      new ReadOnlyObjectWrapper<>(this, "computing", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Timeline>> timeline =
      new ReadOnlyObjectWrapper<>(this, "timeline", Optional.empty());
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
  public ReadOnlyObjectProperty<Optional<NetworkView>> newestProperty() {
    return newest.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<RunProgress>> progressProperty() {
    return progress.getReadOnlyProperty();
  }

  /** Configuration of the session; empty before the first run. */
  public ReadOnlyObjectProperty<Optional<RunConfig>> configProperty() {
    return config.getReadOnlyProperty();
  }

  /** Layers of the session's network, with their shapes; empty before the first run. */
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** Data of the session, or what was chosen for the first one; empty until it is read. */
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return data.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyBooleanProperty preparingProperty() {
    return preparing.getReadOnlyProperty();
  }

  /** What went wrong last; empty again when another session begins. */
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Tells, from any thread, of something that went wrong elsewhere. */
  public void tell(Problem found) {
    fxThread.execute(() -> problem.set(Optional.of(found)));
  }

  /** What the user should know of the run that is shown, in a sentence, if there is anything. */
  public ReadOnlyObjectProperty<Optional<String>> noteProperty() {
    return note.getReadOnlyProperty();
  }

  /** What computes the network; empty before the first run. */
  public ReadOnlyObjectProperty<Optional<Computing>> computingProperty() {
    return computing.getReadOnlyProperty();
  }

  /** Folder of the run that is shown; empty while it is made, or if it cannot be. */
  public ReadOnlyObjectProperty<Optional<Path>> folderProperty() {
    return folder.getReadOnlyProperty();
  }

  /** The steps of the run that can be looked at; empty before there are any. */
  public ReadOnlyObjectProperty<Optional<Timeline>> timelineProperty() {
    return timeline.getReadOnlyProperty();
  }

  /** The session that the window shows, for those who measure it; empty before the first run. */
  public Optional<TrainingSession> session() {
    return live.map(SessionThread::session);
  }

  @Override
  public void train(RunConfig wanted) {
    begin(wanted, List.of());
  }

  /**
   * Starts a new run whose network begins with the weights of another.
   *
   * @param wanted of a network of the same form
   * @param origin kept as the run's note
   */
  public void trainFrom(RunConfig wanted, float[] weights, String origin) {
    begin(wanted, List.of(), Optional.of(new Origin(weights, origin)));
  }

  /** What a run begins with that does not begin with new weights. */
  private record Origin(float[] weights, String words) {}

  @Override
  public void trainOneStep(RunConfig wanted) {
    begin(wanted, List.of(new Command.Step()));
  }

  @Override
  public void pause() {
    steer(new Command.Pause());
  }

  @Override
  public void resume() {
    steer(new Command.Resume());
  }

  @Override
  public void step() {
    steer(new Command.Step());
  }

  @Override
  public void stop() {
    if (preparing.get()) {
      library.readingProperty().get().ifPresent(BackgroundTask::cancel);
    } else {
      steer(new Command.Stop());
    }
  }

  @Override
  public void setLearningRate(double learningRate) {
    steer(new Command.SetLearningRate(learningRate));
  }

  /**
   * Hands a command to the session. The answer completes on the JavaFX thread; without a session it
   * is an {@link IllegalStateException}.
   */
  public <R> CompletableFuture<R> ask(Command<R> command) {
    if (live.isEmpty()) {
      return CompletableFuture.failedFuture(new UnreadyException("There is no run yet"));
    }
    return heard(live.get().session().submit(command), fxThread);
  }

  /** Says what is looked at of the network as it is now. */
  void watch(Watch wanted) {
    watch = wanted;
    live.ifPresent(current -> current.session().watch(wanted));
  }

  /**
   * What showing a run would do beyond this machine, because its settings say so, in words that go
   * on after "for"; empty if nothing. Asked off the JavaFX thread.
   *
   * @throws DataException if that cannot be told, in a sentence for the user
   */
  public Optional<String> reach(RecordedRun run) throws DataException {
    return library.reach(run.config().data());
  }

  /**
   * Shows a run that was recorded, in place of the one before.
   *
   * @return completes on the JavaFX thread with the run's data, when its session begins; with an
   *     exception whose message is for the user if it cannot be shown
   */
  public CompletableFuture<DataSplits> open(RecordedRun run) {
    RunFolder opened = run.folder();
    return library
        .read(opened.config().data(), run.reading(), opened.config().corrections())
        .thenApply(
            splits -> {
              run.checkFits(splits);
              begin(
                  TrainingSession.open(
                      run.prepared(splits),
                      run.config(),
                      run.checkpoint(),
                      run.metrics(),
                      run.history(),
                      !run.hasOtherCorrections(splits)),
                  Optional.of(opened.path()),
                  Optional::empty);
              timeline.set(Optional.of(run.timeline()));
              note.set(run.noteOn(splits));
              return splits;
            });
  }

  /** Reads the data of a run that is to go on, as {@link #open}. */
  public CompletableFuture<DataSplits> dataOf(ContinuedRun run) {
    RunConfig wanted = run.config();
    return library.read(wanted.data(), wanted.corrections());
  }

  /**
   * Goes on training a run, in place of the one before.
   *
   * @param splits its data, which was checked
   */
  public void goOn(ContinuedRun run, DataSplits splits) {
    TrainingSession session =
        TrainingSession.resume(splits, run.config(), run.from(), run.metrics(), run.history());
    begin(session, Optional.of(run.folder().path()), () -> Optional.of(record(session, run)));
  }

  /** Called on the session's thread. */
  private static RunRecorder record(TrainingSession session, ContinuedRun run) throws RunException {
    RunFolder folder =
        run.folder()
            .withConfig(session.config())
            .computedBy(Computation.here(session.config().training()));
    return new RunRecorder(folder, run.metrics(), run.from().step());
  }

  public Optional<DataSplits> data() {
    return data.get();
  }

  /** Where runs are recorded. */
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
    begin(wanted, commands, Optional.empty());
  }

  private void begin(RunConfig wanted, List<Command<Long>> commands, Optional<Origin> origin) {
    if (preparing.get()) {
      return;
    }
    preparing.set(true);
    var unused =
        library
            .read(wanted.data(), wanted.corrections())
            .thenAccept(splits -> begin(wanted, splits, commands, origin))
            .whenComplete(
                (done, error) -> {
                  preparing.set(false);
                  report(error);
                });
  }

  private void begin(
      RunConfig wanted, DataSplits splits, List<Command<Long>> commands, Optional<Origin> origin) {
    MetricLog metrics = new MetricLog();
    // The setup could not know the data yet if the user did not wait for it.
    RunConfig fitting = wanted.adaptedTo(splits.train().shape(), splits.train().classes());
    TrainingSession session =
        origin
            .map(from -> from(splits, fitting, from.weights(), metrics))
            .orElseGet(() -> TrainingSession.fresh(splits, fitting, metrics));
    commands.forEach(command -> report(session.submit(command)));
    begin(session, Optional.empty(), () -> Optional.of(record(session, metrics, origin)));
  }

  private static TrainingSession from(
      DataSplits splits, RunConfig config, float[] weights, MetricLog metrics) {
    ParameterLayout layout =
        ParameterLayout.of(config.network(), splits.train().shape(), splits.train().classes());
    Checkpoint beginning = Checkpoint.beginning(config.training(), layout, weights);
    return TrainingSession.resume(splits, config, beginning, metrics);
  }

  /** Called on the session's thread. */
  private RunRecorder record(TrainingSession session, MetricLog metrics, Optional<Origin> origin)
      throws RunException {
    Path path = store.newRun(session.config().name());
    RunFolder created = RunFolder.create(path, session.config(), provenance(session));
    if (origin.isPresent()) {
      new RunShelf(store).note(path, origin.get().words());
    }
    RunRecorder recorder = new RunRecorder(created, metrics, 0);
    fxThread.execute(
        () -> {
          if (isShown(session)) {
            folder.set(Optional.of(path));
          }
        });
    return recorder;
  }

  private boolean isShown(TrainingSession session) {
    return live.filter(current -> current.session() == session).isPresent();
  }

  private static Provenance provenance(TrainingSession session) throws RunException {
    try {
      return Provenance.now(session.data())
          .computedBy(Computation.here(session.config().training()));
    } catch (InvalidValueException e) {
      throw new RunException(Reason.of(e), e);
    }
  }

  private void begin(
      TrainingSession session, Optional<Path> path, SessionThread.Recording recording) {
    DataSplits splits = session.data();
    List<LayerSummary> summaries =
        session.config().network().summarize(splits.train().shape(), splits.train().classes());
    cancel();
    // Otherwise the same failure of two runs would be told once only.
    problem.set(Optional.empty());
    note.set(Optional.empty());
    timeline.set(Optional.empty());
    newest.set(Optional.empty());
    progress.set(Optional.empty());
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
            found -> computing.set(Optional.of(found)),
            found -> {
              if (isShown(session)) {
                timeline.set(Optional.of(found));
              }
            });
    live = Optional.of(thread);
    session.watch(watch);
    thread.start();
  }

  private void receive(Snapshot snapshot) {
    boolean failedBefore = progress.get().filter(p -> p.phase() == Phase.FAILED).isPresent();
    RunProgress now = snapshot.progress();
    progress.set(Optional.of(now));
    newest.set(Optional.of(snapshot.view()));
    if (now.phase() == Phase.FAILED && !failedBefore) {
      now.failure()
          .ifPresent(text -> problem.set(Optional.of(new Problem(text, Optional.empty()))));
    }
  }

  private void steer(Command<Long> command) {
    report(ask(command));
  }

  private void report(CompletableFuture<?> answer) {
    var unused = answer.whenComplete((value, error) -> fxThread.execute(() -> report(error)));
  }

  private void report(@Nullable Throwable error) {
    if (error != null && !(Problem.unwrap(error) instanceof CancellationException)) {
      problem.set(Optional.of(Problem.of(Problem.unwrap(error))));
    }
  }

  /** The same answer on the JavaFX thread; if that is cancelled, so is what was asked. */
  static <R> CompletableFuture<R> heard(CompletableFuture<R> asked, Executor fxThread) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    var unused =
        asked.whenComplete(
            (value, error) -> fxThread.execute(() -> complete(answer, value, error)));
    var unusedToo =
        answer.whenComplete(
            (value, error) -> {
              if (answer.isCancelled()) {
                asked.cancel(false);
              }
            });
    return answer;
  }

  /** Passes on how a future ended. */
  private static <R> void complete(
      CompletableFuture<R> answer, R value, @Nullable Throwable error) {
    if (error == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(Problem.unwrap(error));
    }
  }
}
