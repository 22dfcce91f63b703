package digitscope.ui.filters;

import atlantafx.base.theme.Styles;
import digitscope.config.LayerSummary;
import digitscope.eval.UnitImportance;
import digitscope.ui.control.Messages;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Switches the chosen filter off or scales it, and says what it matters for. */
final class AblationSwitch extends VBox {
  private static final double MOST = 2;
  private static final int MOST_CLASSES = 3;

  private final Messages text = Messages.of("ablation");
  private final FiltersViewModel filters;
  private final AblationViewModel model;
  private final Button toggle = new Button("", new FontIcon(MaterialDesignP.POWER));
  private final Slider factor = new Slider(0, MOST, 1);
  private final Label factorText = new Label();
  private final Button rank = new Button(text.get("rank"));
  private final Label importance = new Label();
  private boolean following;

  AblationSwitch(FiltersViewModel filters) {
    this.filters = filters;
    this.model = filters.ablation();
    getStyleClass().add("ablation-switch");
    setId("ablation-switch");
    toggle.setId("ablation-toggle");
    toggle.getStyleClass().add(Styles.SMALL);
    toggle.setOnAction(event -> toggle());
    factor.setId("ablation-factor");
    factor.setBlockIncrement(0.1);
    factor.setTooltip(new Tooltip(text.get("factor.tip")));
    factor.setAccessibleText(text.get("factor.tip"));
    factor.getStyleClass().add("map-size");
    factor.valueProperty().addListener(changed -> slide());
    factor.valueChangingProperty().addListener(changed -> slide());
    factorText.getStyleClass().addAll("text-small", "tabular");
    rank.setId("ablation-rank");
    rank.getStyleClass().add(Styles.SMALL);
    rank.setTooltip(new Tooltip(text.get("rank.tip")));
    rank.setOnAction(event -> filters.layerProperty().get().ifPresent(model::rank));
    rank.disableProperty().bind(model.rankingProperty());
    importance.setId("ablation-importance");
    importance.setWrapText(true);
    importance.getStyleClass().addAll("text-small", "tabular");
    importance.managedProperty().bind(importance.visibleProperty());
    HBox scale = new HBox(factor, factorText);
    scale.getStyleClass().add("ablation-scale");
    getChildren().setAll(toggle, scale, rank, importance);
    managedProperty().bind(visibleProperty());
    filters.unitProperty().addListener(changed -> show());
    filters.layerProperty().addListener(changed -> show());
    model.ablationProperty().addListener(changed -> show());
    model.importanceProperty().addListener(changed -> show());
    model.rankingProperty().addListener(changed -> show());
    show();
  }

  /** Switches the chosen filter off, or on if it is off. */
  void toggle() {
    chosen().ifPresent(layer -> model.setFactor(layer, unit(), isOff(layer) ? 1 : 0));
  }

  private void slide() {
    // While it is dragged, only the number follows.
    factorText.setText(text.get("factor", factor.getValue()));
    if (!following && !factor.isValueChanging()) {
      double rounded = Math.round(factor.getValue() * 100) / 100.0;
      chosen().ifPresent(layer -> model.setFactor(layer, unit(), rounded));
    }
  }

  private Optional<LayerSummary> chosen() {
    return filters
        .layerProperty()
        .get()
        .filter(model::isSwitchable)
        .filter(layer -> filters.unitProperty().get().isPresent() && unit() < layer.units());
  }

  private int unit() {
    return filters.unitProperty().get().orElse(0);
  }

  private boolean isOff(LayerSummary layer) {
    return model.factor(layer, unit()) == 0;
  }

  private void show() {
    Optional<LayerSummary> layer = chosen();
    setVisible(layer.isPresent());
    if (layer.isEmpty()) {
      return;
    }
    toggle.setText(text.get(isOff(layer.get()) ? "on" : "off"));
    following = true;
    factor.setValue(model.factor(layer.get(), unit()));
    following = false;
    factorText.setText(text.get("factor", factor.getValue()));
    Optional<UnitImportance> known = model.importance(layer.get());
    importance.setVisible(known.isPresent() || model.rankingProperty().get());
    importance.setText(
        known
            .map(found -> sentence(found, unit()))
            .orElseGet(() -> text.get("ranking", layer.get().units())));
  }

  private String sentence(UnitImportance found, int unit) {
    List<String> lost =
        found.classes(unit).stream()
            .filter(loss -> loss.recall() > 0)
            .limit(MOST_CLASSES)
            .map(loss -> text.get("lost", name(loss.label()), 100 * loss.recall()))
            .toList();
    String accuracy = text.get("accuracy.lost", -100 * found.accuracyLoss(unit), found.step());
    return lost.isEmpty()
        ? text.get("matters.nothing") + " " + accuracy
        : text.get("matters", String.join(", ", lost)) + " " + accuracy;
  }

  private String name(int label) {
    List<String> names = model.classNames();
    return label < names.size() ? names.get(label) : String.valueOf(label);
  }
}
