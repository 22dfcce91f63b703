package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.EvaluationHistory;
import digitscope.io.UnreadyException;
import digitscope.network.Checkpoint;
import digitscope.probe.NetworkHealth;
import digitscope.run.Moment;
import digitscope.run.RunException;
import digitscope.run.RunStore;
import digitscope.run.Timeline;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.ReplaySession;
import digitscope.session.RunProgress;
import digitscope.session.Watch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Shows the network of the session as it is now, or as it was at a stored step, while the session
 * goes on beneath. The evaluations of a stored step are read; what else is asked of it, a replay
 * answers that has its weights.
 */
public final class TimeLens implements Lens, AutoCloseable {
  private final TrainingService service;
  private final Executor background;
  private final FxThread fxThread = new FxThread();
  private final ReadOnlyObjectWrapper<Optional<NetworkView>> view =
      new ReadOnlyObjectWrapper<>(this, "view", Optional.empty());
  private final ReadOnlyObjectWrapper<TimeCursor> cursor =
      new ReadOnlyObjectWrapper<>(this, "cursor", TimeCursor.live());
  private final ReadOnlyObjectWrapper<TimeCursor> wanted =
      new ReadOnlyObjectWrapper<>(this, "wanted", TimeCursor.live());
  private final ReadOnlyObjectWrapper<List<Timeline.Mark>> marks =
      new ReadOnlyObjectWrapper<>(this, "marks", List.of());
  private Optional<Timeline.Mark> end = Optional.empty();
  private OptionalLong best = OptionalLong.empty();
  private final ReadOnlyObjectWrapper<Optional<String>> limits =
      new ReadOnlyObjectWrapper<>(this, "limits", Optional.empty());

  private final HealthHistory health;
  private final StoredMoments moments;

  /** Number of the newest wish; what an older one comes to is dropped. */
  private final AtomicLong wish = new AtomicLong();

  private Optional<ReplaySession> replay = Optional.empty();

  /** What is looked at; empty while one looks at the network as it is now. */
  private Optional<Moment> shown = Optional.empty();

  private Watch watch = Watch.nothing();

  /**
   * @param background reads moments, off the JavaFX thread
   */
  public TimeLens(TrainingService service, Executor background) {
    this.service = service;
    this.background = background;
    this.health = new HealthHistory(service, background);
    this.moments = new StoredMoments(service, background, this::look);
    service.newestProperty().addListener((property, before, now) -> followSession(before, now));
    service.timelineProperty().addListener(changed -> refreshMarks());
  }

  /** Where one looks. */
  public ReadOnlyObjectProperty<TimeCursor> cursorProperty() {
    return cursor.getReadOnlyProperty();
  }

  /** Where one will look as soon as the moment is read; where one looks if none is. */
  public ReadOnlyObjectProperty<TimeCursor> wantedProperty() {
    return wanted.getReadOnlyProperty();
  }

  /** The steps that can be looked at beside the network as it is now, rising. */
  public ReadOnlyObjectProperty<List<Timeline.Mark>> marksProperty() {
    return marks.getReadOnlyProperty();
  }

  /** What is special about the network as it is now; empty while it learns. */
  public Optional<Timeline.Mark> endMark() {
    return end;
  }

  /** The step with the lowest loss on the held-out images, or on the test images. */
  public OptionalLong best() {
    return best;
  }

  /** The network as it is now, whatever is shown. */
  public Optional<NetworkView> newest() {
    return service.newest();
  }

  /** What of the stored step cannot be shown, and why, in a sentence; empty if all can. */
  public ReadOnlyObjectProperty<Optional<String>> limitsProperty() {
    return limits.getReadOnlyProperty();
  }

  /**
   * Looks elsewhere, as soon as that can be read; a newer wish replaces one that is not fulfilled.
   * If it cannot be read, the session's problem says why, and one looks where one did.
   */
  public void look(TimeCursor where) {
    long number = wish.incrementAndGet();
    Optional<Timeline> timeline = service.timelineProperty().get();
    Optional<NetworkView> newest = service.newest();
    if (where.isLive()) {
      goLive();
    } else if (timeline.isPresent() && newest.isPresent()) {
      wanted.set(where);
      long step = where.step().getAsLong();
      background.execute(() -> read(number, timeline.get(), newest.get(), step));
    }
  }

  private void goLive() {
    wanted.set(TimeCursor.live());
    if (!cursor.get().isLive()) {
      cursor.set(TimeCursor.live());
      shown = Optional.empty();
      limits.set(Optional.empty());
      replay.ifPresent(some -> some.watch(Watch.nothing()));
      service.watch(watch);
    }
    view.set(service.newest());
    refreshMarks();
  }

  /** Called in the background. */
  private void read(long number, Timeline timeline, NetworkView newest, long step) {
    if (number != wish.get()) {
      return;
    }
    try {
      Moment moment = timeline.at(step);
      NetworkView then = viewOf(moment, newest);
      fxThread.execute(() -> show(number, moment, then));
    } catch (RunException | RuntimeException e) {
      fxThread.execute(() -> fail(number, e));
    }
  }

  static NetworkView viewOf(Moment moment, NetworkView newest) {
    EvaluationHistory before = newest.history().until(moment.step());
    return new NetworkView(
        newest.session(),
        moment.step(),
        NetworkView.Activity.COMPLETE,
        newest.stepsPerEpoch(),
        moment.test().map(before::with).orElse(before),
        moment.heldOut(),
        Optional.empty(),
        Optional.empty());
  }

  private void show(long number, Moment moment, NetworkView then) {
    if (number != wish.get()) {
      return;
    }
    shown = Optional.of(moment);
    limits.set(limits(moment));
    service.watch(Watch.nothing());
    // Before the views see the step and ask about it.
    moment
        .parameters()
        .ifPresent(
            parameters -> {
              replay().giveWay(isLearning());
              replay().watch(watch);
              replay().show(then, parameters);
            });
    cursor.set(TimeCursor.at(moment.step()));
    view.set(Optional.of(then));
    refreshMarks();
  }

  private static Optional<String> limits(Moment moment) {
    return moment.parameters().isPresent()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The weights of step %d were not stored, so only its evaluation is shown.",
                moment.step()));
  }

  private void fail(long number, Exception failure) {
    if (number == wish.get()) {
      wanted.set(cursor.get());
      service.tell(Problem.of(failure));
    }
  }

  private ReplaySession replay() {
    if (replay.isEmpty()) {
      DataSplits splits = service.dataProperty().get().orElseThrow();
      RunConfig config = service.configProperty().get().orElseThrow();
      replay =
          Optional.of(
              new ReplaySession(
                  splits, config, found -> fxThread.execute(() -> showReplayed(found))));
    }
    return replay.get();
  }

  private void showReplayed(NetworkView found) {
    boolean isShown = cursor.get().equals(TimeCursor.at(found.step()));
    if (isShown && view().filter(now -> now.session().equals(found.session())).isPresent()) {
      if (found.activity() == NetworkView.Activity.FAILED) {
        limits.set(replay.flatMap(ReplaySession::problem));
      }
      view.set(Optional.of(found));
    }
  }

  private void followSession(Optional<NetworkView> before, Optional<NetworkView> now) {
    if (!before.map(NetworkView::session).equals(now.map(NetworkView::session))) {
      wish.incrementAndGet();
      close();
      health.forget();
      goLive();
    } else if (cursor.get().isLive()) {
      view.set(now);
    } else {
      replay.ifPresent(some -> some.giveWay(isLearning()));
    }
    refreshMarks();
  }

  private boolean isLearning() {
    return service.newest().filter(NetworkView::isLearning).isPresent();
  }

  private void refreshMarks() {
    List<Timeline.Mark> all =
        service.newest().isPresent()
            ? service.timelineProperty().get().map(Timeline::marks).orElse(List.of())
            : List.of();
    end = all.stream().filter(mark -> !isOfPast(mark)).findFirst();
    best =
        all.stream()
            .filter(mark -> mark.is(Timeline.Kind.BEST))
            .mapToLong(Timeline.Mark::step)
            .findFirst();
    marks.set(all.stream().filter(this::isOfPast).toList());
    moments.follow(all, cursor.get());
    health.lookAt(cursor.get().step());
  }

  /** A network that rests is seen as it is now; its step is not offered a second time. */
  private boolean isOfPast(Timeline.Mark mark) {
    return cursor.get().equals(TimeCursor.at(mark.step()))
        || service
            .newest()
            .filter(now -> now.isLearning() || now.step() != mark.step())
            .isPresent();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<NetworkView>> viewProperty() {
    return view.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<RunProgress>> progressProperty() {
    return service.progressProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<RunConfig>> configProperty() {
    return service.configProperty();
  }

  @Override
  public ReadOnlyObjectProperty<List<LayerSummary>> layersProperty() {
    return service.layersProperty();
  }

  @Override
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return service.dataProperty();
  }

  @Override
  public RunStore runs() {
    return service.runs();
  }

  @Override
  public Optional<Path> folder() {
    return service.folderProperty().get();
  }

  @Override
  public <R> CompletableFuture<R> ask(Command<R> question) {
    if (cursor.get().isLive()) {
      return service.ask(question);
    }
    Optional<String> limit = limits.get();
    return limit.isPresent()
        ? CompletableFuture.failedFuture(new UnreadyException(limit.get()))
        : onFxThread(replay().submit(question));
  }

  /**
   * The weights of the network that is shown, to be written to a file. The answer completes on the
   * JavaFX thread.
   */
  public CompletableFuture<Checkpoint> weights() {
    if (cursor.get().isLive()) {
      return service.ask(new Command.Save());
    }
    Moment moment = shown.orElseThrow();
    RunConfig config = service.configProperty().get().orElseThrow();
    Dataset images = service.dataProperty().get().orElseThrow().train();
    CompletableFuture<Checkpoint> weights = new CompletableFuture<>();
    background.execute(
        () -> {
          try {
            weights.complete(moment.weights(config, images.shape(), images.classes()));
          } catch (RunException | RuntimeException e) {
            weights.completeExceptionally(e);
          }
        });
    return onFxThread(weights);
  }

  private <R> CompletableFuture<R> onFxThread(CompletableFuture<R> answer) {
    return TrainingService.heard(answer, fxThread);
  }

  @Override
  public void watchMaps(Optional<byte[]> image) {
    watch(new Watch(image, watch.patternsOf()));
  }

  @Override
  public void watchPatterns(OptionalInt layerIndex) {
    watch(new Watch(watch.mapsOf(), layerIndex));
  }

  @Override
  public void watchHealth(boolean isWatched) {
    health.watch(isWatched);
  }

  @Override
  public ReadOnlyObjectProperty<List<NetworkHealth>> healthProperty() {
    return health.foundProperty();
  }

  @Override
  public boolean isExamining() {
    return health.isExamining();
  }

  @Override
  public Moments moments() {
    return moments;
  }

  private void watch(Watch other) {
    watch = other;
    if (cursor.get().isLive()) {
      service.watch(watch);
    } else {
      replay.ifPresent(some -> some.watch(watch));
    }
  }

  /** Ends the replay of stored steps; the session goes on. */
  @Override
  public void close() {
    replay.ifPresent(ReplaySession::close);
    replay = Optional.empty();
    health.close();
    moments.close();
  }
}
