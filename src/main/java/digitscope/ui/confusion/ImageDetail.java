package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.chart.ProbabilityBars;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What the network said of the chosen image. */
final class ImageDetail extends StackPane {
  private static final PseudoClass FILLED = PseudoClass.getPseudoClass("filled");
  private static final double PICTURE_SIZE = 84;
  private static final double SMALL_PICTURE_SIZE = 56;

  private final Messages messages = Messages.of("confusion");
  private final Visibility sight = new Visibility(this, this::show);
  private final ConfusionViewModel model;
  private final ImageView picture = new ImageView();
  private final Label title = new Label();
  private final Label actual = value("actual");
  private final Label predicted = value("predicted");
  private final Label confidence = value("confidence");
  private final Label rank = value("rank");
  private final Label learned = value("learned");
  private final Label forgotten = value("forgotten");
  private final ProbabilityBars bars = new ProbabilityBars();
  private final HBox content;
  private final Label none = new Label(messages.get("image.none"));

  ImageDetail(ConfusionViewModel model) {
    this.model = model;
    getStyleClass().add("image-detail");
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    title.getStyleClass().addAll("image-detail-title", "tabular");
    none.getStyleClass().add(Styles.TEXT_MUTED);
    none.setWrapText(true);
    GridPane facts = new GridPane();
    facts.getStyleClass().add("image-facts");
    List<Label> values = List.of(actual, predicted, confidence, rank, learned, forgotten);
    for (int row = 0; row < values.size(); row++) {
      Label name = new Label(messages.get("image." + values.get(row).getId().substring(6)));
      name.getStyleClass().add(Styles.TEXT_MUTED);
      name.setMinWidth(Region.USE_PREF_SIZE);
      facts.addRow(row, name, values.get(row));
    }
    bars.setId("image-probabilities");
    HBox.setHgrow(bars, Priority.ALWAYS);
    Button open = new Button(messages.get("image.open"));
    open.setId("image-open");
    open.getStyleClass().add(Styles.SMALL);
    open.setMinWidth(Region.USE_PREF_SIZE);
    open.setOnAction(event -> model.card().open());
    VBox text = new VBox(title, facts, open);
    text.getStyleClass().add("image-detail-text");
    content = new HBox(picture, text, bars);
    content.getStyleClass().add("image-detail-content");
    content.managedProperty().bind(content.visibleProperty());
    getChildren().addAll(content, none);
    model.imageProperty().addListener(changed -> show());
    model.evaluationProperty().addListener(changed -> show());
    model.galleryProperty().addListener(changed -> show());
  }

  /** The picture is small where the words need its room. */
  @Override
  protected void layoutChildren() {
    double words = content.minWidth(-1) - picture.getLayoutBounds().getWidth();
    double room = getWidth() - snappedLeftInset() - snappedRightInset() - words;
    double side = room < PICTURE_SIZE ? SMALL_PICTURE_SIZE : PICTURE_SIZE;
    picture.setFitWidth(side);
    picture.setFitHeight(side);
    super.layoutChildren();
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    OptionalInt image = model.imageProperty().get();
    Optional<Evaluation> evaluation =
        model
            .evaluationProperty()
            .get()
            .filter(some -> image.isPresent() && image.getAsInt() < some.size());
    content.setVisible(evaluation.isPresent());
    none.setVisible(evaluation.isEmpty());
    pseudoClassStateChanged(FILLED, evaluation.isPresent());
    evaluation.ifPresent(some -> show(some, image.getAsInt()));
  }

  private void show(Evaluation evaluation, int image) {
    List<String> names = model.classNames();
    picture.setImage(Thumbnails.of(model.testSet(), image));
    title.setText(
        messages.get(model.isListed(image) ? "image.title" : "image.title.elsewhere", image));
    bars.classNamesProperty().set(names);
    bars.actualProperty().set(OptionalInt.of(evaluation.actual(image)));
    bars.probabilitiesProperty().set(evaluation.probabilities(image));
    actual.setText(names.get(evaluation.actual(image)));
    predicted.setText(names.get(evaluation.predicted(image)));
    confidence.setText(messages.get("image.confidence.value", evaluation.confidence(image)));
    rank.setText(
        messages.get("image.rank.value", evaluation.rankOfActual(image), evaluation.classes()));
    EvaluationHistory history = model.historyProperty().get();
    OptionalLong learnedAt = history.learnedAt(image);
    learned.setText(
        learnedAt.isEmpty()
            ? messages.get("image.learned.never")
            : messages.get("image.learned.value", learnedAt.getAsLong()));
    forgotten.setText(messages.get("image.forgotten.value", history.timesForgotten(image)));
  }

  private static Label value(String name) {
    Label label = new Label();
    label.setId("image-" + name);
    label.getStyleClass().add("tabular");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }
}
