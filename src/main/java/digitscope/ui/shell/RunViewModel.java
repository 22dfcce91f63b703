package digitscope.ui.shell;

import digitscope.eval.Evaluation;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.setup.SetupViewModel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableValue;

/** The run controls, and where the run is. */
final class RunViewModel {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingService service;
  private final SetupViewModel setup;
  private final Messages messages;
  private final ObjectBinding<RunState> state;
  private final DoubleBinding progress;

  RunViewModel(TrainingService service, SetupViewModel setup, Messages messages) {
    this.service = service;
    this.setup = setup;
    this.messages = messages;
    state =
        Bindings.createObjectBinding(
            () -> RunState.of(service.preparingProperty().get(), service.snapshot()),
            service.preparingProperty(),
            service.snapshotProperty());
    progress =
        Bindings.createDoubleBinding(
            () -> service.snapshot().map(TrainingSnapshot::progress).orElse(0.0),
            service.snapshotProperty());
    setup.runningProperty().bind(Bindings.createBooleanBinding(() -> state.get().canStop(), state));
    setup
        .setupProperty()
        .addListener(
            (observable, old, now) ->
                carryLearningRate(
                    old.config().training().learningRate(),
                    now.config().training().learningRate()));
  }

  ObservableValue<RunState> state() {
    return state;
  }

  /** Part of the run that is done, in [0, 1]. */
  ObservableValue<Number> progress() {
    return progress;
  }

  StringBinding epochText() {
    return text(
        s ->
            messages.get(
                "stat.of",
                decimal(s.epoch()),
                Long.toString(s.totalSteps() / Math.max(1, s.stepsPerEpoch()))));
  }

  StringBinding stepText() {
    return text(s -> messages.get("stat.of", grouped(s.step()), grouped(s.totalSteps())));
  }

  StringBinding speedText() {
    return text(
        s ->
            s.imagesPerSecond() > 0
                ? messages.get("stat.speed.value", grouped(Math.round(s.imagesPerSecond())))
                : messages.get("stat.none"));
  }

  /** Time to the end, or how long it took when it is over. */
  StringBinding timeText() {
    return text(
        s -> {
          boolean over = s.phase().isOver();
          // A run that was opened was trained at another time.
          return over && s.imagesPerSecond() == 0
              ? messages.get("stat.none")
              : clock(over ? s.elapsedNanos() : s.remainingNanos());
        });
  }

  StringBinding accuracyText() {
    return text(
        s ->
            s.evaluation()
                .map(Evaluation::accuracy)
                .map(part -> String.format(Locale.ROOT, "%.2f %%", part * 100))
                .orElse(messages.get("stat.none")));
  }

  /** Why a run cannot start; empty if it can. */
  Optional<String> obstacle() {
    return setup.setup().problem().map(problem -> String.valueOf(problem.getMessage()));
  }

  void train() {
    service.train(setup.config());
  }

  void pauseOrResume() {
    if (state.get() == RunState.PAUSED) {
      service.resume();
    } else {
      service.pause();
    }
  }

  void step() {
    if (state.get() == RunState.IDLE) {
      service.trainOneStep(setup.config());
    } else {
      service.step();
    }
  }

  void stop() {
    service.stop();
  }

  /** The one setting that a run which goes on takes from the set-up. */
  private void carryLearningRate(double before, double now) {
    if (before != now && state.get().canPause()) {
      service.setLearningRate(now);
    }
  }

  private StringBinding text(Function<TrainingSnapshot, String> words) {
    return Bindings.createStringBinding(
        () -> service.snapshot().map(words).orElse(messages.get("stat.none")),
        service.snapshotProperty());
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Nanoseconds as minutes and seconds, or hours, minutes and seconds. */
  static String clock(long nanos) {
    long seconds = Math.round(nanos / NANOS_PER_SECOND);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
