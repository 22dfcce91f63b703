package digitscope.ui.confusion;

import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.chart.ProbabilityBars;
import java.util.List;
import java.util.Optional;
import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * All about the chosen image, over the whole page. Escape closes it, left and right step through
 * the gallery, Backspace goes back to the image from which another was followed.
 */
final class ImageCard extends VBox {
  private static final double PICTURE_PERCENT = 42;
  private static final int ONE_COLUMN_OF_BARS = 14;

  private final Messages messages = Messages.of("card");
  private final ImageCardViewModel model;
  private final CardFacts facts = new CardFacts();
  private final ProbabilityBars bars = new ProbabilityBars();
  private final PredictionHistoryChart course = new PredictionHistoryChart();
  private final Label noCourse = new Label(messages.get("course.none"));
  private final EventHandler<KeyEvent> strayKeys = this::onStrayKey;
  private @Nullable Node focusedBefore;
  private boolean isPrepared;

  ImageCard(ImageCardViewModel model) {
    this.model = model;
    getStyleClass().add("image-card");
    setId("image-card");
    setAccessibleText(messages.get("accessible"));
    setFocusTraversable(true);
    visibleProperty().bind(model.openProperty());
    managedProperty().bind(visibleProperty());
    LiveScrollPane body = LiveScrollPane.fitted(body());
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren().addAll(new CardHeader(model), body);
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    model.openProperty().addListener((property, before, now) -> moveFocus(now));
    model.imageProperty().addListener(changed -> showImage());
    model.readingProperty().addListener(changed -> showReading());
    model.courseProperty().addListener(changed -> showCourse());
    showImage();
  }

  /**
   * Styles everything and lays it out before it is shown, which takes most of the time that the
   * first card would.
   */
  void prepare() {
    if (!isPrepared && getScene() != null) {
      isPrepared = true;
      applyCss();
      resize(getScene().getWidth(), getScene().getHeight());
      layout();
    }
  }

  private GridPane body() {
    ColumnConstraints left = new ColumnConstraints();
    left.setPercentWidth(PICTURE_PERCENT);
    ColumnConstraints right = new ColumnConstraints();
    right.setPercentWidth(100 - PICTURE_PERCENT);
    RowConstraints row = new RowConstraints();
    row.setVgrow(Priority.ALWAYS);
    GridPane body = new GridPane();
    body.getColumnConstraints().setAll(left, right);
    body.getRowConstraints().setAll(row);
    body.getStyleClass().add("card-body");
    body.addRow(0, new PictureSide(model), words());
    return body;
  }

  private ScrollPane words() {
    bars.setId("card-probabilities");
    Label title = new Label(messages.get("probabilities"));
    title.getStyleClass().add("card-section");
    title.setMinWidth(Region.USE_PREF_SIZE);
    ScrollPane scrolledBars = new ScrollPane(bars);
    scrolledBars.setFitToWidth(true);
    scrolledBars.setFitToHeight(true);
    VBox.setVgrow(scrolledBars, Priority.ALWAYS);
    VBox probabilities = new VBox(title, scrolledBars);
    probabilities.getStyleClass().add("card-probabilities");
    noCourse.setWrapText(true);
    noCourse.managedProperty().bind(noCourse.visibleProperty());
    course.managedProperty().bind(course.visibleProperty());
    HBox.setHgrow(probabilities, Priority.ALWAYS);
    HBox.setHgrow(course, Priority.ALWAYS);
    noCourse.getStyleClass().addAll("text-muted", "card-no-course");
    HBox said = new HBox(probabilities, course, noCourse);
    said.getStyleClass().add("card-said");
    VBox.setVgrow(said, Priority.ALWAYS);
    ScrollPane scrolled = new ScrollPane();
    NeighborPane neighbors = new NeighborPane(model, () -> scrolled.setVvalue(scrolled.getVmax()));
    VBox side = new Column(facts, said, neighbors);
    side.getStyleClass().add("card-words");
    scrolled.setContent(side);
    scrolled.setFitToWidth(true);
    scrolled.setFitToHeight(true);
    return scrolled;
  }

  /**
   * Parts below one another that wrap. A scroll pane shows its bar by the least height at no width
   * in particular, which is that of parts that do not wrap; here it is that at the width it has.
   */
  private static final class Column extends VBox {
    Column(Node... parts) {
      super(parts);
    }

    @Override
    protected double computeMinHeight(double width) {
      return super.computeMinHeight(width < 0 ? getWidth() : width);
    }
  }

  /** Keys go to the card while it is open, and after it to what had them before. */
  private void moveFocus(boolean open) {
    if (getScene() != null) {
      getScene().removeEventHandler(KeyEvent.KEY_PRESSED, strayKeys);
    }
    if (open) {
      if (getScene() != null) {
        getScene().addEventHandler(KeyEvent.KEY_PRESSED, strayKeys);
      }
      focusedBefore = getScene() == null ? null : getScene().getFocusOwner();
      requestFocus();
    } else if (focusedBefore != null) {
      focusedBefore.requestFocus();
      focusedBefore = null;
    }
  }

  /** Escape closes what is seen, also when a button of the window was pressed meanwhile. */
  private void onStrayKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE && Visibility.isSeen(this)) {
      model.close();
      event.consume();
    }
  }

  private void onKey(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    switch (event.getCode()) {
      case ESCAPE -> model.close();
      case BACK_SPACE -> model.goBack();
      case LEFT, RIGHT -> {
        // In the chart they move the crosshair.
        if (isInside(event.getTarget(), course)) {
          return;
        }
        model.step(event.getCode() == KeyCode.LEFT ? -1 : 1);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private static boolean isInside(EventTarget target, Node parent) {
    Node node = target instanceof Node some ? some : null;
    while (node != null && node != parent) {
      node = node.getParent();
    }
    return node == parent;
  }

  private void showImage() {
    Optional<CardImage> image = model.imageProperty().get();
    if (image.isPresent()) {
      facts.show(image.get(), model.classNames());
      bars.actualProperty().set(image.get().actual());
      showReading();
      showCourse();
    }
  }

  private void showReading() {
    Optional<CardImage> image = model.imageProperty().get();
    Optional<ImagePrediction> reading = model.readingProperty().get();
    List<String> names = model.classNames();
    bars.columnsProperty().set(names.size() <= ONE_COLUMN_OF_BARS ? 1 : 2);
    bars.classNamesProperty().set(names);
    bars.probabilitiesProperty()
        .set(reading.map(ImagePrediction::probabilities).orElse(new float[0]));
    if (image.isPresent() && reading.isPresent()) {
      facts.show(image.get(), reading.get(), names);
    }
  }

  private void showCourse() {
    Optional<CardImage> image = model.imageProperty().get();
    Optional<ImagePrediction> reading = model.readingProperty().get();
    Optional<ImagePrediction.History> shown = model.courseProperty().get();
    boolean known = image.isPresent() && reading.isPresent() && shown.isPresent();
    course.setVisible(known);
    noCourse.setVisible(image.isPresent() && image.get().testIndex().isEmpty());
    facts.hideCourse();
    if (known) {
      facts.show(shown.get());
      course.show(shown.get(), image.get().actual(), reading.get().predicted(), model.classNames());
    }
  }
}
