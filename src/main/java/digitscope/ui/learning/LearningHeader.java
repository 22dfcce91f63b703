package digitscope.ui.learning;

import atlantafx.base.theme.Styles;
import digitscope.session.RunProgress;
import digitscope.session.Validation;
import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/** How far a run is and how fast: figures in a row above a progress bar. */
final class LearningHeader extends VBox {
  private static final int FIGURES = 5;
  private static final double LEAST_FIGURE = 152;
  private static final double FIGURE_GAP = 12;

  private final Messages messages = Messages.of("learning");
  private final Visibility sight = new Visibility(this, this::show);
  private final LearningViewModel model;
  private final Figure phase = new Figure("phase");
  private final Figure speed = new Figure("speed");
  private final Figure elapsed = new Figure("elapsed");
  private final Figure remaining = new Figure("remaining");
  private final Figure best = new Figure("best");
  private final Label shown = new Label();
  private final ProgressBar progress = new ProgressBar(0);

  LearningHeader(LearningViewModel model) {
    this.model = model;
    getStyleClass().add("learning-header");
    progress.getStyleClass().add(Styles.SMALL);
    progress.setMaxWidth(Double.MAX_VALUE);
    progress.setId("learning-progress");
    AdaptiveGrid figures =
        new AdaptiveGrid(LEAST_FIGURE, FIGURES, FIGURE_GAP, phase, speed, elapsed, remaining, best);
    figures.getStyleClass().add("figures");
    shown.setId("learning-shown");
    shown.getStyleClass().addAll("learning-shown", "tabular");
    shown.managedProperty().bind(shown.visibleProperty());
    shown.visibleProperty().bind(shown.textProperty().isNotEmpty());
    shown.textProperty().bind(model.shownProperty().map(now -> now.map(this::sentence).orElse("")));
    getChildren().addAll(figures, progress, shown);
    model.stateProperty().addListener(changed -> show());
    model.bestProperty().addListener(changed -> show());
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    Optional<RunProgress> state = model.stateProperty().get();
    state.ifPresent(this::show);
    best.show(
        model
            .bestProperty()
            .get()
            .map(found -> messages.get("best.value", found.accuracy()))
            .orElse(messages.get("none")),
        model
            .bestProperty()
            .get()
            .map(found -> messages.get("best.detail", found.step()))
            .orElse(messages.get("best.none")));
  }

  private void show(RunProgress state) {
    double epochs =
        state.stepsPerEpoch() == 0 ? 0 : (double) state.totalSteps() / state.stepsPerEpoch();
    phase.show(
        messages.get("phase.value", state.epoch(), epochs),
        messages.get("phase.detail", state.step(), state.totalSteps()));
    speed.show(
        state.imagesPerSecond() > 0
            ? messages.get("speed.value", state.imagesPerSecond())
            : messages.get("none"),
        messages.get("speed.detail"));
    boolean over = state.phase().isOver();
    // A run that was opened was trained at another time.
    elapsed.show(
        over && state.imagesPerSecond() == 0
            ? messages.get("none")
            : Durations.clock(state.elapsedNanos()),
        messages.get("elapsed.detail"));
    remaining.show(
        over ? messages.get("none") : Durations.clock(state.remainingNanos()),
        messages.get("remaining." + state.phase())
            + state.validation().filter(found -> over).map(this::outcome).orElse(""));
    progress.setProgress(state.progress());
  }

  /** That the other views show another step, and how well the network did then. */
  private String sentence(LearningViewModel.Shown now) {
    return now.evaluation()
        .map(found -> messages.get("shown.evaluated", now.step(), found.accuracy(), found.loss()))
        .orElse(messages.get("shown", now.step()));
  }

  /** What the held-out images did to a run that is over. */
  private String outcome(Validation found) {
    String early = found.stoppedEarly() ? messages.get("remaining.early") : "";
    boolean wentBack = found.restored() && found.epochsSinceBest() > 0;
    return early + (wentBack ? messages.get("remaining.restored") : "");
  }

  /** A heading, a large figure and a small line that explains it. */
  private final class Figure extends VBox {
    private final Label value = new Label();
    private final Label detail = new Label();

    Figure(String name) {
      getStyleClass().add("figure");
      Label heading = new Label(messages.get(name + ".heading"));
      heading.getStyleClass().addAll("figure-heading", Styles.TEXT_MUTED);
      value.getStyleClass().addAll("figure-value", "tabular");
      value.setId("learning-" + name);
      detail.getStyleClass().addAll("figure-detail", "tabular", Styles.TEXT_MUTED);
      getChildren().addAll(heading, value, detail);
    }

    void show(String valueText, String detailText) {
      value.setText(valueText);
      detail.setText(detailText);
    }
  }
}
