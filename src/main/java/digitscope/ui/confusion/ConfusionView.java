package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.eval.Evaluation;
import digitscope.ui.control.AdaptiveSplit;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.matrix.MatrixView;
import javafx.beans.binding.Bindings;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
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

  /** Of a header in which a menu has no room for its name, pixels. */
  private static final double NARROW_HEADER = 640;

  /** With two matrices. */
  private static final double NARROW_PAIR = 1500;

  private final Messages messages = Messages.of("confusion");
  private final Visibility sight = new Visibility(this, this::show);
  private final ConfusionViewModel model;
  private final MatrixView matrix = new MatrixView();
  private final MatrixPair matrices = new MatrixPair(matrix);
  private final HBox header = new HBox();
  private final AdaptiveSplit page;
  private final TabPane tabs;
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
    tabs = imageSide(more);
    page =
        new AdaptiveSplit(NARROW, STACKED_HEIGHT, MATRIX_PART, MATRIX_HEIGHT, matrixSide(), tabs);
    matrix.setOnChosen(this::showImages);
    model.setOnShowImages(this::showImages);
    page.parts().getStyleClass().add("confusion-page");
    EvaluatedPane evaluated = new EvaluatedPane(model, page);
    evaluated.visibleProperty().bind(model.card().openProperty().not());
    getChildren().addAll(evaluated, card);
    model.evaluationProperty().addListener(changed -> show());
    model.comparison().comparedProperty().addListener(changed -> showReference());
    matrix.coursesShownProperty().bind(model.coursesShownProperty());
  }

  /** Lets one evaluate on other sets, whose matrix then stands beside that of the run. */
  public void offer(OtherSetViewModel other) {
    EvaluateMenu evaluate = new EvaluateMenu(other);
    evaluate
        .contentDisplayProperty()
        .bind(
            Bindings.when(header.widthProperty().lessThan(NARROW_HEADER))
                .then(ContentDisplay.GRAPHIC_ONLY)
                .otherwise(ContentDisplay.LEFT));
    header.getChildren().add(1, evaluate);
    Tab images = new Tab("", new OtherImagesPane(other, model.card()::open));
    images.setId("tab-other");
    images
        .textProperty()
        .bind(other.stateProperty().map(state -> messages.get("tab.other", state.title())));
    matrices.follow(other, () -> arrange(images), () -> tabs.getSelectionModel().select(images));
  }

  private void arrange(Tab otherImages) {
    boolean isPair = matrices.isOpen();
    page.setNarrow(isPair ? NARROW_PAIR : NARROW);
    detail.setVisible(!isPair);
    detail.setManaged(!isPair);
    if (isPair) {
      tabs.getTabs().add(1, otherImages);
    } else {
      tabs.getTabs().remove(otherImages);
    }
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
    headline.setMinWidth(Region.USE_PREF_SIZE);
    detail.getStyleClass().addAll("tabular", Styles.TEXT_MUTED);
    detail.setWrapText(true);
    detail.setMinHeight(Region.USE_PREF_SIZE);
    VBox words = new VBox(headline, detail);
    HBox.setHgrow(words, Priority.ALWAYS);
    header
        .getChildren()
        .setAll(
            words,
            new HelpButton(HelpTopic.CONFUSION_MATRIX_PAGE),
            new ExportMenu(model, matrix),
            new ChoiceMenu(model));
    header.getStyleClass().add("confusion-header");
    VBox.setVgrow(matrices, Priority.ALWAYS);
    VBox side =
        new VBox(
            header,
            new MatrixToolbar(model, matrix),
            new ComparisonBar(model.comparison()),
            matrices);
    side.getStyleClass().add("matrix-side");
    return side;
  }

  /** Brings the images forward, where they stand below the matrix also into view. */
  private void showImages() {
    tabs.getSelectionModel().select(0);
    page.revealSecond();
  }

  private TabPane imageSide(Tab... more) {
    Tab images = new Tab(messages.get("tab.images"), new GalleryPane(model));
    images.setId("tab-images");
    VBox.setVgrow(table, Priority.ALWAYS);
    VBox measures =
        new VBox(
            HelpButton.beside(new Label(messages.get("measures.title")), HelpTopic.CLASS_MEASURES),
            table);
    measures.getStyleClass().add("class-measures");
    classes.setContent(measures);
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
    TabPane side = new TabPane(images, classes, calibration);
    side.getTabs().addAll(more);
    side.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    side.setSide(Side.TOP);
    side.getStyleClass().add("image-side");
    side.setAccessibleText(messages.get("tab.images"));
    return side;
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
    matrices.show(evaluation);
    showTable();
    int wrong = evaluation.size() - evaluation.confusion().correct();
    headline.setText(messages.get("headline", evaluation.accuracy()));
    detail.setText(messages.get("headline.detail", wrong, evaluation.size(), evaluation.step()));
  }
}
