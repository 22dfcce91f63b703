package digitscope.ui.learning;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.EmptyState;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.help.HelpTopic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.controlsfx.control.ToggleSwitch;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/** The page of the curves: cost, accuracy and learning rate over the whole run. */
public final class LearningView extends StackPane {
  /** The slider goes from 1 to a thousand mini-batches, by powers of ten. */
  private static final double MOST_DECADES = 3;

  private static final double LEAST_CHART = 320;
  private static final double CHART_GAP = 16;

  private final Messages messages = Messages.of("learning");
  private final LearningViewModel model;

  public LearningView(LearningViewModel model) {
    this.model = model;
    getStyleClass().add("learning-view");
    LearningCharts charts = new LearningCharts(model);
    LineChartView cost = charts.cost();
    LineChartView error = charts.error();
    LineChartView accuracy = charts.accuracyWithChoice();
    LineChartView chosen = charts.chosen();
    LineChartView rate = charts.learningRate();
    cost.helpProperty().set(Optional.of(HelpTopic.LOSS_CHART));
    error.helpProperty().set(Optional.of(HelpTopic.ERROR_CHART));
    accuracy.helpProperty().set(Optional.of(HelpTopic.ACCURACY_CHART));
    chosen.helpProperty().set(Optional.of(HelpTopic.CHOSEN_CHART));
    rate.helpProperty().set(Optional.of(HelpTopic.RATE_CHART));
    LearningCharts.shareCrosshair(List.of(cost, error, accuracy, chosen, rate));
    AdaptiveGrid losses = new AdaptiveGrid(LEAST_CHART, 2, CHART_GAP, cost, error);
    losses.getStyleClass().add("learning-losses");
    VBox.setVgrow(losses, Priority.ALWAYS);
    VBox.setVgrow(accuracy, Priority.ALWAYS);
    chosen.getStyleClass().add("chosen-chart");
    rate.getStyleClass().add("rate-chart");
    VBox page =
        new VBox(new LearningHeader(model), tools(), losses, lead(), accuracy, chosen, rate);
    page.getStyleClass().add("learning-page");
    LiveScrollPane scroll = LiveScrollPane.fitted(page);

    EmptyState empty =
        new EmptyState(
            MaterialDesignC.CHART_LINE, messages.get("empty.title"), messages.get("empty.text"));
    BooleanBinding started =
        Bindings.createBooleanBinding(
            () -> model.stateProperty().get().isPresent(), model.stateProperty());
    scroll.visibleProperty().bind(started);
    empty.visibleProperty().bind(started.not());
    getChildren().addAll(scroll, empty);
  }

  /** Why the line of the test images is the upper one, where it is. */
  private Node lead() {
    Label label = new Label();
    label.setId("learning-lead");
    label.setGraphic(new FontIcon(MaterialDesignI.INFORMATION_OUTLINE));
    label.getStyleClass().addAll("learning-lead", Styles.TEXT_MUTED);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label
        .textProperty()
        .bind(model.leadProperty().map(causes -> LearningCard.lead("lead", causes, messages)));
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }

  private Node tools() {
    FlowPane tools = new FlowPane(xSwitch(), logSwitch(), smoothing());
    tools.getStyleClass().add("learning-tools");
    return tools;
  }

  private Node xSwitch() {
    ToggleButton steps = new ToggleButton(messages.get("x.steps"));
    ToggleButton epochs = new ToggleButton(messages.get("x.epochs"));
    steps.setId("over-steps");
    epochs.setId("over-epochs");
    SegmentedButton buttons = new SegmentedButton(steps, epochs);
    ToggleGroup group = Objects.requireNonNull(buttons.getToggleGroup());
    (model.overEpochsProperty().get() ? epochs : steps).setSelected(true);
    group
        .selectedToggleProperty()
        .addListener(
            (property, before, now) -> {
              if (now == null) {
                group.selectToggle(before);
              } else {
                model.overEpochsProperty().set(now == epochs);
              }
            });
    return buttons;
  }

  private Node logSwitch() {
    ToggleSwitch logarithmic = new ToggleSwitch(messages.get("logarithmic"));
    logarithmic.setId("logarithmic");
    logarithmic.setTooltip(new Tooltip(messages.get("logarithmic.help")));
    logarithmic.selectedProperty().bindBidirectional(model.logarithmicProperty());
    return logarithmic;
  }

  private static double decades(double smoothing) {
    return -Math.log10(1 - smoothing);
  }

  private Node smoothing() {
    Slider slider = new Slider(0, MOST_DECADES, decades(model.smoothingProperty().get()));
    slider.setId("smoothing");
    slider.getStyleClass().add(Styles.SMALL);
    slider.setTooltip(new Tooltip(messages.get("smoothing.help")));
    slider
        .valueProperty()
        .addListener(
            (property, before, now) ->
                model.smoothingProperty().set(1 - Math.pow(10, -now.doubleValue())));
    Label value = new Label();
    value.getStyleClass().addAll("tabular", "smoothing-value");
    value
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> messages.get("smoothing.value", 1 / (1 - model.smoothingProperty().get())),
                model.smoothingProperty()));
    Label name = new Label(messages.get("smoothing"));
    name.setLabelFor(slider);
    HBox box = new HBox(name, slider, value);
    box.getStyleClass().add("learning-smoothing");
    return box;
  }
}
