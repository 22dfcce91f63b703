package digitscope.ui.labels;

import atlantafx.base.theme.Styles;
import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.ui.control.Messages;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How many were decided, what comes of it, when, and where it is kept. */
final class ConsequencePane extends VBox {
  private final Messages messages = Messages.of("labels");
  private final LabelsViewModel model;
  private final Label counts = new Label();
  private final Label effect = new Label();
  private final Tooltip file = new Tooltip();

  ConsequencePane(LabelsViewModel model) {
    this.model = model;
    getStyleClass().add("labels-consequence");
    counts.setId("labels-counts");
    counts.getStyleClass().add("tabular");
    counts.setTooltip(file);
    effect.setId("labels-effect");
    effect.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    for (Label text : List.of(counts, effect)) {
      text.setWrapText(true);
      text.setMinHeight(Region.USE_PREF_SIZE);
    }
    getChildren().setAll(counts, effect);
    visibleProperty().bind(managedProperty());
    model.keptProperty().addListener(changed -> show());
    model.queueProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    setManaged(model.queueProperty().get().isPresent());
    LabelsViewModel.Kept kept = model.keptProperty().get();
    List<Correction> decisions = kept.corrections().decisions();
    counts.setText(
        messages.get(
            "counts",
            decisions.size(),
            count(decisions, Verdict.Relabel.class),
            count(decisions, Verdict.LeaveOut.class),
            count(decisions, Verdict.Keep.class)));
    effect.setText(
        kept.standing()
            .filter(LabelAccuracy::isChanged)
            .map(now -> messages.get("effect.changed", now.accuracy(), now.accuracyWithDecisions()))
            .orElseGet(() -> messages.get("effect")));
    file.setText(kept.file().map(path -> messages.get("file", path)).orElse(""));
  }

  private static long count(List<Correction> decisions, Class<? extends Verdict> verdict) {
    return decisions.stream().map(Correction::verdict).filter(verdict::isInstance).count();
  }
}
