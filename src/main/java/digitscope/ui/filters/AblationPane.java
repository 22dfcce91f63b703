package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.config.LayerSummary;
import digitscope.engine.AblationEffect;
import digitscope.eval.ConfusionMatrix;
import digitscope.probe.Ablation;
import digitscope.probe.Ablation.ScaledUnit;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixReference;
import digitscope.ui.control.matrix.MatrixView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/**
 * What a network does with filters switched off or scaled: a line that says so, its accuracy and
 * confusion matrix with the difference in each cell, and the probabilities of the chosen image.
 * Below it stands what each filter of the layer matters for, once that was asked. Takes no room as
 * long as there is nothing to say.
 */
final class AblationPane extends VBox {
  private static final int MOST_NAMED = 6;
  private static final int MOST_CLASSES = 5;

  private final Messages text = Messages.of("ablation");
  private final AblationViewModel model;
  private final Label banner = new Label("", new FontIcon(MaterialDesignA.ALERT_OUTLINE));
  private final Label accuracy = new Label();
  private final Label losses = new Label();
  private final Label problem = new Label();
  private final Label hint = new Label();
  private final MatrixView matrix = new MatrixView();
  private final ImageEffect image;
  private final RankingTable ranking;
  private final FlowPane numbers;
  private final Node bannerLine;

  AblationPane(FiltersViewModel filters) {
    this.model = filters.ablation();
    this.image = new ImageEffect(model);
    getStyleClass().addAll("card", "ablation-pane");
    setId("ablation-pane");
    bannerLine = bannerLine();
    matrix.setId("ablation-matrix");
    matrix.modeProperty().set(MatrixMode.CHANGE);
    matrix.coursesShownProperty().set(false);
    matrix.detailedProperty().set(false);
    hint.textProperty().bind(matrix.hintProperty());
    hint.getStyleClass().addAll("text-muted", "text-small");
    accuracy.setId("ablation-accuracy");
    accuracy.getStyleClass().addAll("ablation-accuracy", "tabular");
    losses.setId("ablation-losses");
    for (Label label : List.of(accuracy, losses, hint)) {
      label.setWrapText(true);
    }
    losses.getStyleClass().addAll("text-small", "tabular");
    VBox words = new VBox(accuracy, modes(), losses, hint);
    words.getStyleClass().add("ablation-words");
    numbers = new FlowPane(words, matrix, image);
    numbers.getStyleClass().add("ablation-numbers");
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    ranking = new RankingTable(filters);
    getChildren().setAll(bannerLine, problem, numbers, ranking);
    for (Node node : List.of(this, bannerLine, problem, numbers, ranking)) {
      node.managedProperty().bind(node.visibleProperty());
    }
    ranking.visibleProperty().addListener(changed -> show());
    model.ablationProperty().addListener(changed -> show());
    model.effectProperty().addListener(changed -> show());
    model.chosenImageProperty().addListener(changed -> image.show(model.effectProperty().get()));
    model.problemProperty().addListener(changed -> show());
    show();
  }

  private Node bannerLine() {
    banner.setId("ablation-banner");
    banner.setWrapText(true);
    HBox.setHgrow(banner, Priority.ALWAYS);
    banner.setMaxWidth(Double.MAX_VALUE);
    Button undo = new Button(text.get("undo"), new FontIcon(MaterialDesignU.UNDO));
    undo.setId("ablation-undo");
    undo.setOnAction(event -> model.undo());
    undo.disableProperty().bind(model.undoableProperty().not());
    Button all = new Button(text.get("restore"));
    all.setId("ablation-restore");
    all.setOnAction(event -> model.restoreAll());
    for (Button button : List.of(undo, all)) {
      button.getStyleClass().add(Styles.SMALL);
      button.setMinWidth(Region.USE_PREF_SIZE);
    }
    HBox line = new HBox(banner, undo, all, new HelpButton(HelpTopic.ABLATION_PANE));
    line.getStyleClass().add("ablation-banner");
    return line;
  }

  private Node modes() {
    ToggleButton change = new ToggleButton(text.get("change"));
    change.setId("ablation-change");
    change.setTooltip(new Tooltip(text.get("change.tip")));
    change.getStyleClass().add(Styles.SMALL);
    change.setSelected(true);
    change
        .selectedProperty()
        .addListener(
            (property, before, now) ->
                matrix.modeProperty().set(now ? MatrixMode.CHANGE : MatrixMode.COUNTS));
    return change;
  }

  private void show() {
    Ablation ablation = model.ablationProperty().get();
    Optional<AblationEffect> effect = model.effectProperty().get();
    Optional<String> why = model.problemProperty().get();
    bannerLine.setVisible(!ablation.isNone());
    problem.setVisible(why.isPresent());
    problem.setText(why.orElse(""));
    numbers.setVisible(!ablation.isNone() && why.isEmpty());
    setVisible(!ablation.isNone() || why.isPresent() || ranking.isVisible());
    banner.setText(ablation.isNone() ? "" : text.get("banner", named(ablation)));
    matrix.setVisible(effect.isPresent());
    image.show(effect);
    if (effect.isPresent()) {
      show(effect.get());
    } else {
      accuracy.setText(text.get("awaited"));
      losses.setText("");
    }
  }

  private void show(AblationEffect effect) {
    double before = effect.before().accuracy();
    double after = effect.after().accuracy();
    accuracy.setText(text.get("accuracy", before, after, 100 * (after - before)));
    matrix.classNamesProperty().set(model.classNames());
    matrix
        .referenceProperty()
        .set(Optional.of(new MatrixReference(effect.before().confusion(), text.get("reference"))));
    matrix.matrixProperty().set(effect.after().confusion());
    losses.setText(
        losses(effect.before().confusion(), effect.after().confusion())
            + "\n"
            + text.get("images", effect.after().size(), effect.after().step()));
  }

  /** The classes whose recall changes most. */
  private String losses(ConfusionMatrix before, ConfusionMatrix after) {
    record Change(int label, double points) {}
    List<Change> changes =
        IntStream.range(0, before.classes())
            .filter(label -> before.count(label, label) != after.count(label, label))
            .mapToObj(
                label ->
                    new Change(
                        label,
                        100 * (after.rowShare(label, label) - before.rowShare(label, label))))
            .sorted(Comparator.comparingDouble(Change::points))
            .limit(MOST_CLASSES)
            .toList();
    return changes.isEmpty()
        ? text.get("recall.same")
        : changes.stream()
            .map(change -> text.get("recall", image.name(change.label()), change.points()))
            .collect(Collectors.joining("\n"));
  }

  /** What is switched, layer by layer. */
  private String named(Ablation ablation) {
    List<ScaledUnit> units = ablation.units();
    String some =
        units.stream().limit(MOST_NAMED).map(this::named).collect(Collectors.joining(", "));
    return units.size() <= MOST_NAMED ? some : text.get("more", some, units.size() - MOST_NAMED);
  }

  private String named(ScaledUnit unit) {
    String layer =
        model
            .layer(unit.layerIndex())
            .map(LayerSummary::name)
            .orElse(String.valueOf(unit.layerIndex() + 1));
    return unit.isOff()
        ? text.get("unit.off", layer, unit.unit())
        : text.get("unit.scaled", layer, unit.unit(), unit.factor());
  }
}
