package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.control.AdaptiveSplit;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.matrix.MatrixView;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The page of the confusion matrix: the matrix, the images of what is chosen, the measures. */
public final class ConfusionView extends StackPane {
  private static final double MATRIX_PART = 0.55;
  private static final double MATRIX_HEIGHT = 0.5;
  private static final double NARROW = 760;
  private static final double STACKED_HEIGHT = 1040;

  private final Messages messages = Messages.of("confusion");
  private final Visibility sight = new Visibility(this, this::show);
  private final ConfusionViewModel model;
  private final MatrixView matrix = new MatrixView();
  private final ClassTable table;
  private final Tab classes = new Tab(messages.get("tab.classes"));
  private final Label headline = new Label();
  private final Label detail = new Label();
  private final ImageCard card;

  /**
   * @param more tabs beside those of the page, about the same evaluation
   */
  public ConfusionView(ConfusionViewModel model, Tab... more) {
    this.model = model;
    table = new ClassTable(model.choiceProperty(), model.galleryProperty());
    card = new ImageCard(model.card());
    getStyleClass().add("confusion-view");
    matrix.setId("confusion-matrix");
    matrix.choiceProperty().bindBidirectional(model.choiceProperty());
    AdaptiveSplit page =
        new AdaptiveSplit(
            NARROW, STACKED_HEIGHT, MATRIX_PART, MATRIX_HEIGHT, matrixSide(), imageSide(more));
    page.parts().getStyleClass().add("confusion-page");
    EvaluatedPane evaluated = new EvaluatedPane(model, page);
    evaluated.visibleProperty().bind(model.card().openProperty().not());
    getChildren().addAll(evaluated, card);
    model.evaluationProperty().addListener(changed -> show());
    model.comparison().comparedProperty().addListener(changed -> showReference());
    matrix.coursesShownProperty().bind(model.coursesShownProperty());
  }

  private void showReference() {
    matrix
        .referenceProperty()
        .set(
            model
                .comparison()
                .comparedProperty()
                .get()
                .map(ComparisonViewModel.Compared::reference));
  }

  private Node matrixSide() {
    headline.getStyleClass().addAll("confusion-headline", "tabular");
    headline.setId("confusion-accuracy");
    detail.getStyleClass().addAll("tabular", Styles.TEXT_MUTED);
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    VBox words = new VBox(headline, detail);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox header = new HBox(words, new ExportMenu(model, matrix), new ChoiceMenu(model));
    header.getStyleClass().add("confusion-header");
    VBox.setVgrow(matrix, Priority.ALWAYS);
    VBox side =
        new VBox(
            header,
            new MatrixToolbar(model, matrix),
            new ComparisonBar(model.comparison()),
            matrix);
    side.getStyleClass().add("matrix-side");
    return side;
  }

  private Node imageSide(Tab... more) {
    Tab images = new Tab(messages.get("tab.images"), new GalleryPane(model));
    images.setId("tab-images");
    classes.setContent(table);
    classes.setId("tab-classes");
    classes.selectedProperty().addListener(changed -> showTable());
    Tab calibration =
        new Tab(
            messages.get("tab.calibration"),
            LiveScrollPane.fitted(new CalibrationPane(model.calibration())));
    calibration.setId("tab-calibration");
    model
        .calibration()
        .activeProperty()
        .bind(model.activeProperty().and(calibration.selectedProperty()));
    TabPane tabs = new TabPane(images, classes, calibration);
    tabs.getTabs().addAll(more);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.setSide(Side.TOP);
    tabs.getStyleClass().add("image-side");
    return tabs;
  }

  private void show() {
    if (!sight.isSeen()) {
      return;
    }
    model.evaluationProperty().get().ifPresent(this::show);
  }

  /** A table that nobody sees is as costly as one that is seen. */
  private void showTable() {
    model
        .evaluationProperty()
        .get()
        .filter(some -> classes.isSelected())
        .ifPresent(some -> table.show(some.confusion().measures(), model.classNames()));
  }

  private void show(Evaluation evaluation) {
    card.prepare();
    matrix.classNamesProperty().set(model.classNames());
    showReference();
    matrix.historyProperty().set(model.historyProperty().get());
    matrix.matrixProperty().set(evaluation.confusion());
    showTable();
    int wrong = evaluation.size() - evaluation.confusion().correct();
    headline.setText(messages.get("headline", evaluation.accuracy()));
    detail.setText(messages.get("headline.detail", wrong, evaluation.size(), evaluation.step()));
  }
}
