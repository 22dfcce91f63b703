package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Calibration;
import digitscope.ui.confusion.CalibrationViewModel.Finding;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.ReliabilityDiagram;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Whether the network knows how sure to be, and what it would gain by not answering. */
final class CalibrationPane extends VBox {
  private final Messages messages = Messages.of("confusion");
  private final CalibrationViewModel model;
  private final Label headline = new Label();
  private final Label detail = new Label();
  private final Label temperature = new Label();
  private final Label rejection = new Label();
  private final CheckBox scaled = new CheckBox(messages.get("calibration.scaled"));
  private final Slider threshold = new Slider(0, 1, 0.9);
  private final ReliabilityDiagram diagram = new ReliabilityDiagram();
  private final RejectionChart curve = new RejectionChart();

  CalibrationPane(CalibrationViewModel model) {
    this.model = model;
    getStyleClass().add("calibration");
    headline.setId("calibration-error");
    headline.getStyleClass().addAll("gallery-title", "tabular");
    temperature.setId("calibration-temperature");
    rejection.setId("calibration-rejection");
    for (Label text : new Label[] {detail, temperature, rejection}) {
      text.getStyleClass().add("tabular");
      text.setWrapText(true);
      text.setMinHeight(Region.USE_PREF_SIZE);
    }
    detail.getStyleClass().add(Styles.TEXT_MUTED);
    scaled.setId("calibration-scaled");
    scaled.setWrapText(true);
    scaled.setMinHeight(Region.USE_PREF_SIZE);
    scaled.selectedProperty().bindBidirectional(model.scaledProperty());
    threshold.setId("calibration-threshold");
    threshold.getStyleClass().add("rejection-threshold");
    threshold.setAccessibleText(messages.get("calibration.threshold"));
    threshold.valueProperty().addListener(changed -> showRejection());
    VBox.setVgrow(diagram, Priority.ALWAYS);
    VBox.setVgrow(curve, Priority.SOMETIMES);
    getChildren()
        .addAll(
            HelpButton.beside(headline, HelpTopic.CALIBRATION_PANE),
            detail,
            diagram,
            temperature,
            scaled,
            curve,
            threshold,
            rejection);
    model.findingProperty().addListener(changed -> show());
    show();
  }

  private void show() {
    model.findingProperty().get().ifPresent(this::show);
  }

  private void show(Finding finding) {
    Calibration shown = finding.calibration();
    diagram.show(shown);
    curve.show(finding.rejections());
    headline.setText(messages.get("calibration.error", shown.expectedError()));
    detail.setText(messages.get("calibration.detail", shown.largestError(), finding.step()));
    boolean isFitted = finding.temperature().isPresent();
    scaled.setDisable(!isFitted);
    temperature.setText(
        isFitted
            ? messages.get("calibration.temperature", finding.temperature().getAsDouble())
            : messages.get("calibration.noTemperature"));
    showRejection();
  }

  private void showRejection() {
    model
        .findingProperty()
        .get()
        .map(finding -> finding.at(threshold.getValue()))
        .ifPresent(
            at ->
                rejection.setText(
                    at.answered() == 0
                        ? messages.get("calibration.rejectsAll", at.threshold())
                        : messages.get(
                            "calibration.rejects", at.threshold(), at.answered(), at.accuracy())));
  }
}
