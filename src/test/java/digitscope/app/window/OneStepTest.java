package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.data.DataSplits;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.Prediction;
import digitscope.session.ReplaySession;
import digitscope.session.RunningSession;
import digitscope.session.Snapshot;
import digitscope.session.SnapshotSink;
import digitscope.session.TinyTask;
import digitscope.session.TrainingSession;
import digitscope.session.Watch;
import digitscope.ui.confusion.ConfusionViewModel;
import digitscope.ui.data.DataViewModel;
import digitscope.ui.draw.DrawViewModel;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.draw.SavedDrawings;
import digitscope.ui.features.FeaturesViewModel;
import digitscope.ui.filters.FiltersViewModel;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.labels.LabelQueue;
import digitscope.ui.labels.LabelsViewModel;
import digitscope.ui.learning.LearningViewModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;

/**
 * Looks at what every view shows of a session whose maps and patterns come later than its steps,
 * after each thing that reaches the views, and then of steps that were stored.
 */
@ExtendWith(SteadyRobot.class)
@SuppressWarnings("FutureReturnValueIgnored") // the session that is played hands it on
class OneStepTest {
  private final DataSplits data = TinyTask.data();
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel confusion =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final FeaturesViewModel features =
      new FeaturesViewModel(
          lens,
          selection,
          new ChosenImages(lens, selection, Runnable::run, Runnable::run),
          new Random(1));
  private final FiltersViewModel filters = new FiltersViewModel(lens, selection);
  private final LearningViewModel learning =
      new LearningViewModel(lens, selection, Runnable::run, Runnable::run);
  private final DrawViewModel draw =
      new DrawViewModel(
          lens, selection, new NoDrawings(), Runnable::run, Runnable::run, System::nanoTime);
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final DataLibrary library = new DataLibrary(tasks, (name, task) -> data, "");
  private final LabelsViewModel labels =
      new LabelsViewModel(lens, selection, library, tasks, Runnable::run, Runnable::run);
  private final DataViewModel dataPage =
      new DataViewModel(lens, selection, library, tasks, Runnable::run, Runnable::run);

  /** What reaches the views, one after another, as on the thread of the window. */
  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

  private boolean isLive = true;

  /** Told what the views look at. */
  private Consumer<Watch> watched = watch -> {};

  private static final class NoDrawings implements DrawingStore {
    @Override
    public SavedDrawings load() {
      return new SavedDrawings(List.of(), List.of());
    }

    @Override
    public void save(SavedDrawings drawings) {}
  }

  /** The first evaluation, with the weights that it is of. */
  private record First(float[] parameters, Evaluation test) {}

  @Start
  void start(Stage stage) {}

  @AfterEach
  void close() {
    onFxThread(tasks::close);
  }

  @Test
  void noViewShowsAnotherStepThanItSays() throws Exception {
    CompletableFuture<First> first = new CompletableFuture<>();
    SnapshotSink audience =
        new SnapshotSink() {
          @Override
          public void publish(Snapshot snapshot) {
            events.add(() -> showLive(snapshot));
          }

          @Override
          public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
            first.complete(new First(parameters, test));
          }
        };
    TrainingSession training = TrainingSession.fresh(data, TinyTask.endless());
    onFxThread(() -> library.read("quarters")).get(Patience.SECONDS, TimeUnit.SECONDS);
    onFxThread(() -> lookAtEverything(training));
    try (RunningSession session = new RunningSession(training, audience);
        ReplaySession replay =
            new ReplaySession(data, training.config(), view -> events.add(() -> show(view)))) {
      onFxThread(() -> ask(training::submit, training::watch));
      until(() -> parts().allMatch(part -> part.get().isPresent()) && isLagSeen());

      First start = first.get();
      onFxThread(
          () -> {
            isLive = false;
            ask(replay::submit, replay::watch);
            replay.show(stored(session.last().view(), start.test()), start.parameters());
          });
      until(() -> lens.view().orElseThrow().step() == 0);
      until(() -> parts().allMatch(part -> part.get().equals(OptionalLong.of(0))));
      onFxThread(
          () -> {
            assertThat(confusion.evaluationProperty().get()).hasValue(start.test());
            assertThat(learning.shownProperty().get()).map(shown -> shown.step()).hasValue(0L);
            replay.watch(Watch.nothing());
            isLive = true;
            ask(training::submit, training::watch);
          });
      until(() -> parts().allMatch(part -> part.get().isPresent() && part.get().getAsLong() > 0));
      onFxThread(() -> assertThat(learning.shownProperty().get()).isEmpty());
    }
  }

  private void lookAtEverything(TrainingSession training) {
    lens.dataProperty().set(Optional.of(data));
    lens.configProperty().set(Optional.of(training.config()));
    lens.layersProperty()
        .set(training.config().network().summarize(data.train().shape(), data.train().classes()));
    confusion.activeProperty().set(true);
    features.activeProperty().set(true);
    filters.activeProperty().set(true);
    learning.activeProperty().set(true);
    draw.activeProperty().set(true);
    labels.activeProperty().set(true);
    dataPage.activeProperty().set(true);
    draw.sketch().begin(0.5, 0.5, false);
    draw.sketch().end();
    selection.cellsProperty().set(Optional.of(new CellChoice.AllErrors()));
  }

  /** Lets the views ask and watch a session. */
  private void ask(Function<Command<?>, CompletableFuture<?>> session, Consumer<Watch> watch) {
    lens.answerWith(answersOf(session));
    watched = watch;
    watch();
  }

  /** Another image may be chosen by each event. */
  private void watch() {
    watched.accept(new Watch(lens.watchedImage(), OptionalInt.of(0)));
  }

  private static NetworkView stored(NetworkView newest, Evaluation evaluation) {
    return new NetworkView(
        newest.session(),
        evaluation.step(),
        NetworkView.Activity.COMPLETE,
        newest.stepsPerEpoch(),
        EvaluationHistory.NONE.with(evaluation),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Function<Command<?>, Object> answersOf(
      Function<Command<?>, CompletableFuture<?>> session) {
    return command -> {
      CompletableFuture<Object> heard = new CompletableFuture<>();
      session
          .apply(command)
          .whenComplete((answer, error) -> events.add(() -> complete(heard, answer, error)));
      return heard;
    };
  }

  private static void complete(
      CompletableFuture<Object> heard, @Nullable Object answer, @Nullable Throwable error) {
    if (error != null) {
      heard.completeExceptionally(error);
    } else {
      heard.complete(answer);
    }
  }

  private void showLive(Snapshot snapshot) {
    if (isLive) {
      lens.show(snapshot);
    }
  }

  private void show(NetworkView view) {
    if (!isLive) {
      lens.viewProperty().set(Optional.of(view));
    }
  }

  /** Lets events reach the views, and looks at all of them after each. */
  private void until(Supplier<Boolean> condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
    boolean isSo;
    do {
      Runnable event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as("The next event").isNotNull();
      isSo =
          onFxThread(
              () -> {
                event.run();
                watch();
                look();
                return condition.get();
              });
    } while (!isSo);
  }

  private void look() {
    if (lens.view().isEmpty()) {
      return;
    }
    NetworkView view = lens.view().get();
    view.evaluation().ifPresent(part -> assertThat(part.step()).isLessThanOrEqualTo(view.step()));
    view.maps().ifPresent(part -> assertThat(part.step()).isLessThanOrEqualTo(view.step()));
    view.patterns().ifPresent(part -> assertThat(part.step()).isLessThanOrEqualTo(view.step()));
    if (view.activity() == NetworkView.Activity.COMPLETE) {
      parts().forEach(part -> part.get().ifPresent(at -> assertThat(at).isEqualTo(view.step())));
    } else {
      Stream.concat(evaluatedParts(), Stream.<Supplier<OptionalLong>>of(this::mapsStep))
          .forEach(
              part -> part.get().ifPresent(at -> assertThat(at).isLessThanOrEqualTo(view.step())));
    }
  }

  /** Whether a picture was once of an earlier step than the network. */
  private boolean isLagSeen() {
    long now = lens.view().orElseThrow().step();
    return mapsStep().isPresent() && mapsStep().getAsLong() < now;
  }

  private Stream<Supplier<OptionalLong>> parts() {
    return Stream.concat(
        evaluatedParts(), Stream.of(this::mapsStep, this::patternsStep, this::predictionStep));
  }

  /** What comes of an evaluation of the test set. */
  private Stream<Supplier<OptionalLong>> evaluatedParts() {
    return Stream.of(
        this::evaluationStep,
        () -> step(confusion.galleryProperty().get().map(shown -> shown.evaluation().step())),
        () -> step(labels.queueProperty().get().map(LabelQueue::step)),
        () -> step(dataPage.evaluationProperty().get().map(Evaluation::step)),
        () -> step(dataPage.highlightedProperty().get().map(ChosenImages.Found::step)));
  }

  private OptionalLong evaluationStep() {
    return step(confusion.evaluationProperty().get().map(Evaluation::step));
  }

  private OptionalLong mapsStep() {
    return step(features.mapsProperty().get().map(FeatureMaps::step));
  }

  private OptionalLong patternsStep() {
    return step(filters.patternsProperty().get().map(FilterPatterns::step));
  }

  private OptionalLong predictionStep() {
    return step(draw.predictionProperty().get().map(Prediction::step));
  }

  private static OptionalLong step(Optional<Long> step) {
    return step.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static void onFxThread(Runnable work) {
    onFxThread(
        () -> {
          work.run();
          return true;
        });
  }

  private static <T> T onFxThread(Callable<T> work) {
    return Fx.ask(work);
  }
}
