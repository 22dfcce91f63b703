package digitscope.ui.draw;

import digitscope.session.Prediction;
import digitscope.ui.control.Messages;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The predicted class, large, with its probability and the step of the network. */
final class Verdict extends HBox {
  private final DrawViewModel model;
  private final Messages text;
  private final Label label = new Label();
  private final Label confidence = new Label();
  private final Label step = new Label();

  Verdict(DrawViewModel model, Messages text) {
    this.model = model;
    this.text = text;
    getStyleClass().add("verdict");
    label.getStyleClass().add("verdict-label");
    confidence.getStyleClass().addAll("verdict-confidence", "tabular");
    confidence.setWrapText(true);
    step.getStyleClass().addAll("text-muted", "text-small", "tabular");
    VBox words = new VBox(confidence, step);
    words.getStyleClass().add("verdict-words");
    label.managedProperty().bind(label.textProperty().isNotEmpty());
    step.managedProperty().bind(step.textProperty().isNotEmpty());
    getChildren().setAll(label, words);
    model.predictionProperty().addListener((property, before, now) -> show());
    model.networkProperty().addListener((property, before, now) -> show());
    model.classNamesProperty().addListener((property, before, now) -> show());
    show();
  }

  private void show() {
    Optional<Prediction> prediction = model.predictionProperty().get();
    if (prediction.isPresent()) {
      int best = prediction.get().label();
      label.setText(model.classNamesProperty().get().get(best));
      confidence.setText(text.get("confidence", 100 * prediction.get().probabilities()[best]));
      step.setText(text.get("step", prediction.get().step()));
    } else {
      label.setText("");
      confidence.setText(text.get(model.networkProperty().get() ? "draw" : "train"));
      step.setText("");
    }
  }
}
