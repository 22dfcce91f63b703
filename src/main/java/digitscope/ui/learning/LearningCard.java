package digitscope.ui.learning;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineLegend;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Loss and accuracy side by side, for the overview. */
public final class LearningCard extends VBox {
  public LearningCard(LearningViewModel model) {
    Messages messages = Messages.of("learning");
    getStyleClass().addAll("card", "learning-card");
    Label title = new Label(messages.get("card.title"));
    title.getStyleClass().add("card-title");
    Label best = new Label();
    best.getStyleClass().addAll("tabular", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    best.textProperty()
        .bind(
            model
                .bestProperty()
                .map(
                    some ->
                        some.map(found -> messages.get("card.best", found.accuracy(), found.step()))
                            .orElse("")));
    LearningCharts charts = new LearningCharts(model);
    LineChartView cost = charts.cost();
    LineChartView accuracy = charts.accuracy();
    LearningCharts.shareCrosshair(List.of(cost, accuracy));
    HBox header = new HBox(HelpButton.behind(title, HelpTopic.LEARNING_CARD), best);
    header.getStyleClass().add("learning-card-header");
    HBox row = new HBox(cost, accuracy);
    row.getStyleClass().add("learning-card-charts");
    row.getChildren().forEach(chart -> HBox.setHgrow(chart, Priority.ALWAYS));
    VBox.setVgrow(row, Priority.ALWAYS);
    Label lead = new Label();
    lead.setId("card-lead");
    lead.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    lead.setWrapText(true);
    lead.setMinHeight(USE_PREF_SIZE);
    lead.textProperty()
        .bind(model.leadProperty().map(causes -> lead("card.lead", causes, messages)));
    lead.visibleProperty().bind(lead.textProperty().isNotEmpty());
    lead.managedProperty().bind(lead.visibleProperty());
    getChildren().addAll(header, row, sharedLegend(cost, accuracy), lead);
  }

  /**
   * Why test accuracy is above training accuracy; nothing if there is no cause.
   *
   * @param key of the words around the causes, and with the name of a cause of its own
   */
  static String lead(String key, List<LeadCause> causes, Messages messages) {
    return causes.isEmpty()
        ? ""
        : messages.get(
            key,
            causes.stream()
                .map(cause -> messages.get(key + "." + cause))
                .collect(Collectors.joining(messages.get(key + ".between"))));
  }

  /** One legend for both charts, which leaves them the room; both have the lines of accuracy. */
  private static Node sharedLegend(LineChartView cost, LineChartView accuracy) {
    List.of(cost, accuracy).forEach(chart -> chart.legendVisibleProperty().set(false));
    LineLegend legend = new LineLegend();
    InvalidationListener share = changed -> share(legend, cost, accuracy);
    List.of(cost, accuracy).forEach(chart -> chart.getSeries().addListener(share));
    share(legend, cost, accuracy);
    return legend;
  }

  private static void share(LineLegend legend, LineChartView cost, LineChartView accuracy) {
    for (LineSeries line : accuracy.getSeries()) {
      for (LineSeries same : cost.getSeries()) {
        if (same.styleClass().equals(line.styleClass())) {
          line.visibleProperty().unbindBidirectional(same.visibleProperty());
          line.visibleProperty().bindBidirectional(same.visibleProperty());
        }
      }
    }
    legend.show(cost.getSeries());
  }
}
