package digitscope.ui.shell;

import digitscope.eval.Evaluation;
import digitscope.io.Reason;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;
import digitscope.ui.fx.RunControl;
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

  private final RunControl control;
  private final SetupViewModel setup;
  private final Messages messages;
  private final ObjectBinding<RunState> state;
  private final DoubleBinding progress;

  RunViewModel(RunControl control, SetupViewModel setup, Messages messages) {
    this.control = control;
    this.setup = setup;
    this.messages = messages;
    state =
        Bindings.createObjectBinding(
            () -> RunState.of(control.preparingProperty().get(), control.progress()),
            control.preparingProperty(),
            control.progressProperty());
    progress =
        Bindings.createDoubleBinding(
            () -> control.progress().map(RunProgress::progress).orElse(0.0),
            control.progressProperty());
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

  /** What the run is doing, or how it ended. */
  StringBinding stateText() {
    return Bindings.createStringBinding(
        () ->
            messages.get(
                "state."
                    + (state.get() == RunState.OVER
                        ? control.progress().orElseThrow().phase()
                        : state.get())),
        state,
        control.progressProperty());
  }

  /** How the run ended; empty before that. */
  Optional<Phase> ending() {
    return control.progress().map(RunProgress::phase).filter(phase -> state.get() == RunState.OVER);
  }

  /** What {@link #timeText} is. */
  StringBinding timeCaption() {
    return Bindings.createStringBinding(
        () -> messages.get(state.get() == RunState.OVER ? "stat.elapsed" : "stat.remaining"),
        state);
  }

  /** Time to the end, or how long it took when it is over. */
  StringBinding timeText() {
    return text(
        s -> {
          boolean over = s.phase().isOver();
          // Before the first steps nothing is known; a run that was opened was trained earlier.
          return s.imagesPerSecond() == 0
              ? messages.get("stat.none")
              : clock(over ? s.elapsedNanos() : s.remainingNanos());
        });
  }

  StringBinding accuracyText() {
    return Bindings.createStringBinding(
        () ->
            control
                .newest()
                .flatMap(NetworkView::evaluation)
                .map(Evaluation::accuracy)
                .map(part -> String.format(WindowLocale.get(), "%.2f %%", part * 100))
                .orElse(messages.get("stat.none")),
        control.newestProperty());
  }

  /** Why a run cannot start; empty if it can. */
  Optional<String> obstacle() {
    return setup.setup().problem().map(problem -> Reason.of(problem));
  }

  void train() {
    control.train(setup.config());
  }

  void pauseOrResume() {
    if (state.get() == RunState.PAUSED) {
      control.resume();
    } else {
      control.pause();
    }
  }

  void step() {
    if (state.get() == RunState.IDLE) {
      control.trainOneStep(setup.config());
    } else {
      control.step();
    }
  }

  void stop() {
    control.stop();
  }

  /** The one setting that a run which goes on takes from the setup. */
  private void carryLearningRate(double before, double now) {
    if (before != now && state.get().canPause()) {
      control.setLearningRate(now);
    }
  }

  private StringBinding text(Function<RunProgress, String> words) {
    return Bindings.createStringBinding(
        () -> control.progress().map(words).orElse(messages.get("stat.none")),
        control.progressProperty());
  }

  private static String decimal(double value) {
    return String.format(WindowLocale.get(), "%.2f", value);
  }

  private static String grouped(long value) {
    return String.format(WindowLocale.get(), "%,d", value);
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
