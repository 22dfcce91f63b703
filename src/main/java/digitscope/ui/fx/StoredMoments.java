package digitscope.ui.fx;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.io.UnreadyException;
import digitscope.run.Moment;
import digitscope.run.RunException;
import digitscope.run.Timeline;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.session.ReplaySession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Answers questions about stored steps by a replay of its own, so that what the window shows stays
 * as it is: reads a moment, asks, and reads the next one. Used on the JavaFX thread.
 */
final class StoredMoments implements Moments, AutoCloseable {
  private final TrainingService service;
  private final Executor background;
  private final Consumer<TimeCursor> looker;
  private final FxThread fxThread = new FxThread();
  private final ReadOnlyObjectWrapper<List<Long>> steps =
      new ReadOnlyObjectWrapper<>(this, "steps", List.of());
  private final ReadOnlyObjectWrapper<OptionalLong> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", OptionalLong.empty());
  private final Deque<Waiting<?>> waiting = new ArrayDeque<>();
  private Optional<Waiting<?>> underWay = Optional.empty();
  private Optional<ReplaySession> replay = Optional.empty();

  /** A question that is not answered yet. */
  private record Waiting<R>(long step, Question<R> question, CompletableFuture<R> answer) {}

  /**
   * @param background reads moments
   * @param looker shows a step in the whole window
   */
  StoredMoments(TrainingService service, Executor background, Consumer<TimeCursor> looker) {
    this.service = service;
    this.background = background;
    this.looker = looker;
  }

  @Override
  public ReadOnlyObjectProperty<List<Long>> stepsProperty() {
    return steps.getReadOnlyProperty();
  }

  @Override
  public ReadOnlyObjectProperty<OptionalLong> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Takes note of the steps that are known now, and where one looks. */
  void follow(List<Timeline.Mark> marks, TimeCursor cursor) {
    List<Long> known =
        marks.stream().filter(Timeline.Mark::hasNetwork).map(Timeline.Mark::step).toList();
    if (!known.equals(steps.get())) {
      steps.set(known);
    }
    OptionalLong seen = cursor.isLive() ? restingStep() : cursor.step();
    OptionalLong now =
        seen.isPresent() && known.contains(seen.getAsLong()) ? seen : OptionalLong.empty();
    if (!now.equals(shown.get())) {
      shown.set(now);
    }
    replay.ifPresent(some -> some.giveWay(isLearning()));
  }

  /** The step of the network as it is now, if it stays there. */
  private OptionalLong restingStep() {
    return service
        .newest()
        .filter(now -> !now.isLearning())
        .map(now -> OptionalLong.of(now.step()))
        .orElse(OptionalLong.empty());
  }

  private boolean isLearning() {
    return service.newest().filter(NetworkView::isLearning).isPresent();
  }

  @Override
  public void look(long step) {
    boolean isNow = restingStep().equals(OptionalLong.of(step));
    looker.accept(isNow ? TimeCursor.live() : TimeCursor.at(step));
  }

  @Override
  public <R> CompletableFuture<R> ask(long step, Question<R> question) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    waiting.add(new Waiting<>(step, question, answer));
    goOn();
    return answer;
  }

  private void goOn() {
    waiting.removeIf(one -> one.answer().isDone());
    Optional<Timeline> timeline = service.timelineProperty().get();
    Optional<NetworkView> newest = service.newest();
    if (underWay.isPresent() || waiting.isEmpty()) {
      return;
    }
    Waiting<?> next = waiting.remove();
    if (timeline.isEmpty() || newest.isEmpty()) {
      next.answer().completeExceptionally(new UnreadyException("No stored step is shown"));
      goOn();
    } else {
      underWay = Optional.of(next);
      background.execute(() -> read(next, timeline.get(), newest.get()));
    }
  }

  /** Called in the background. */
  private void read(Waiting<?> next, Timeline timeline, NetworkView newest) {
    try {
      Moment moment = timeline.at(next.step());
      fxThread.execute(() -> ask(next, moment, newest));
    } catch (RunException | RuntimeException e) {
      fxThread.execute(
          () -> {
            next.answer().completeExceptionally(e);
            leave(next);
          });
    }
  }

  private <R> void ask(Waiting<R> next, Moment moment, NetworkView newest) {
    if (!isUnderWay(next) || next.answer().isDone()) {
      leave(next);
    } else if (moment.parameters().isEmpty()) {
      next.answer()
          .completeExceptionally(
              new UnreadyException(
                  String.format(
                      Locale.ROOT, "The weights of step %d were not stored", moment.step())));
      leave(next);
    } else {
      ReplaySession session = replay();
      session.giveWay(isLearning());
      session.show(TimeLens.viewOf(moment, newest), moment.parameters().get());
      CompletableFuture<R> asked = session.submit(next.question());
      var unused =
          asked.whenComplete((value, error) -> fxThread.execute(() -> finish(next, asked)));
      var unusedToo = next.answer().whenComplete((value, error) -> asked.cancel(false));
    }
  }

  private <R> void finish(Waiting<R> next, CompletableFuture<R> asked) {
    // First, so that who hears the answer and asks again waits behind nobody.
    underWay = isUnderWay(next) ? Optional.empty() : underWay;
    if (asked.isCancelled()) {
      next.answer().cancel(false);
    } else {
      var unused =
          asked.whenComplete(
              (value, error) -> {
                if (error == null) {
                  next.answer().complete(value);
                } else {
                  next.answer().completeExceptionally(error);
                }
              });
    }
    goOn();
  }

  private void leave(Waiting<?> done) {
    if (isUnderWay(done)) {
      underWay = Optional.empty();
      goOn();
    }
  }

  private boolean isUnderWay(Waiting<?> one) {
    return underWay.filter(one::equals).isPresent();
  }

  private ReplaySession replay() {
    if (replay.isEmpty()) {
      DataSplits data = service.dataProperty().get().orElseThrow();
      RunConfig config = service.configProperty().get().orElseThrow();
      replay = Optional.of(new ReplaySession(data, config, view -> {}));
    }
    return replay.get();
  }

  /** Cancels what is not answered, and ends the replay. */
  @Override
  public void close() {
    List<Waiting<?>> all = List.copyOf(waiting);
    Optional<Waiting<?>> last = underWay;
    waiting.clear();
    underWay = Optional.empty();
    replay.ifPresent(ReplaySession::close);
    replay = Optional.empty();
    last.ifPresent(one -> one.answer().cancel(false));
    all.forEach(one -> one.answer().cancel(false));
  }
}
