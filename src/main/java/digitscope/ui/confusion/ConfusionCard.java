package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.matrix.MatrixView;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The matrix alone, for the overview; a click on a cell leads to its images. */
public final class ConfusionCard extends VBox {
  private final Messages messages = Messages.of("confusion");
  private final Visibility sight = new Visibility(this, this::show);
  private final ConfusionViewModel model;
  private final MatrixView matrix = new MatrixView();
  private final Label accuracy = new Label();
  private final Label detail = new Label();

  /**
   * @param showConfusion shows the page of the matrix
   */
  public ConfusionCard(ConfusionViewModel model, Runnable showConfusion) {
    this.model = model;
    getStyleClass().addAll("card", "confusion-card");
    Label title = new Label(messages.get("card.title"));
    title.getStyleClass().add("card-title");
    accuracy.getStyleClass().addAll("confusion-headline", "tabular");
    detail.getStyleClass().addAll("tabular", Styles.TEXT_MUTED, Styles.TEXT_SMALL);
    HBox named = HelpButton.behind(title, HelpTopic.CONFUSION_CARD);
    // In a narrow card the detail goes to a line of its own.
    FlowPane header = new FlowPane(named, accuracy, detail);
    header.getStyleClass().add("confusion-card-header");
    matrix.detailedProperty().set(false);
    matrix.coursesShownProperty().set(false);
    matrix.choiceProperty().bindBidirectional(model.choiceProperty());
    matrix.setOnChosen(
        () -> {
          showConfusion.run();
          model.showImages();
        });
    EvaluatedPane pane = new EvaluatedPane(model, matrix);
    VBox.setVgrow(pane, Priority.ALWAYS);
    getChildren().addAll(header, pane);
    model.evaluationProperty().addListener(changed -> show());
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    model
        .evaluationProperty()
        .get()
        .ifPresentOrElse(
            this::show,
            () -> {
              accuracy.setText("");
              detail.setText("");
            });
  }

  private void show(Evaluation evaluation) {
    matrix.classNamesProperty().set(model.classNames());
    matrix.historyProperty().set(model.historyProperty().get());
    matrix.matrixProperty().set(evaluation.confusion());
    int wrong = evaluation.size() - evaluation.confusion().correct();
    accuracy.setText(messages.get("headline", evaluation.accuracy()));
    detail.setText(messages.get("headline.detail", wrong, evaluation.size(), evaluation.step()));
  }
}
