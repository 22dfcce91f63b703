package digitscope.ui.help;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;

/**
 * The tour over the window: all is dimmed but the control that is spoken of, which can be used
 * meanwhile, and a callout beside it says what it is for. Escape ends it; the arrow keys go on and
 * back.
 */
final class TourView extends Pane {
  private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
  private static final double CALLOUT_WIDTH = 320;

  /** Between the control and the edge of the light, pixels. */
  private static final double AROUND = 4;

  private static final double ROUND = 10;

  private final Messages messages = Messages.of("help");
  private final TourViewModel model;
  private final Function<TourStep, Optional<Node>> find;
  private final Pane shade = new Pane();
  private final Rectangle ring = new Rectangle();
  private final VBox callout = new VBox();
  private final Label count = new Label();
  private final Label title = new Label();
  private final Label text = new Label();
  private final HBox dots = new HBox();
  private final Button skip = new Button();
  private final Button back = new Button();
  private final Button next = new Button();
  private final InvalidationListener follow = changed -> requestLayout();
  private final InvalidationListener stepped = changed -> show();
  private final List<Node> followed = new ArrayList<>();
  private Rectangle2D light = Rectangle2D.EMPTY;
  private Dimension2D dimmed = new Dimension2D(0, 0);

  /**
   * @param find the control that a stop speaks of, made ready to be seen; empty while it is not in
   *     the window
   */
  TourView(TourViewModel model, Function<TourStep, Optional<Node>> find) {
    this.model = model;
    this.find = find;
    setId("tour");
    getStyleClass().add("tour");
    setPickOnBounds(false);
    shade.setPickOnBounds(false);
    ring.setMouseTransparent(true);
    ring.getStyleClass().add("tour-ring");
    ring.setArcWidth(2 * ROUND);
    ring.setArcHeight(2 * ROUND);
    fillCallout();
    getChildren().setAll(shade, ring, callout);
    model.stepProperty().addListener(stepped);
    show();
  }

  private void fillCallout() {
    callout.setId("tour-callout");
    callout.getStyleClass().add("tour-callout");
    callout.setAccessibleRole(AccessibleRole.DIALOG);
    count.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL, "tabular");
    title.getStyleClass().add("tour-title");
    title.setId("tour-title");
    for (Label label : List.of(title, text)) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
    }
    dots.getStyleClass().add("tour-dots");
    for (int i = 0; i < model.size(); i++) {
      Region dot = new Region();
      dot.getStyleClass().add("tour-dot");
      dots.getChildren().add(dot);
    }
    dress(skip, "skip", model::end);
    dress(back, "back", model::back);
    dress(next, "next", model::next);
    skip.getStyleClass().add(Styles.FLAT);
    next.getStyleClass().add(Styles.ACCENT);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox buttons = new HBox(dots, space, skip, back, next);
    buttons.getStyleClass().add("tour-buttons");
    callout.getChildren().setAll(count, title, text, buttons);
  }

  private void dress(Button button, String key, Runnable action) {
    button.setId("tour-" + key);
    button.setText(messages.get("tour." + key));
    button.getStyleClass().add(Styles.SMALL);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
  }

  /** Takes the keyboard. */
  void takeFocus() {
    next.requestFocus();
  }

  /** A key that was pressed anywhere in the window; consumed if it is the tour's. */
  void press(KeyEvent event) {
    switch (event.getCode()) {
      case ESCAPE -> model.end();
      case RIGHT -> model.next();
      case LEFT -> model.back();
      case TAB -> moveFocus(event.isShiftDown() ? -1 : 1);
      default -> {
        return;
      }
    }
    event.consume();
  }

  /** The keyboard stays in the callout. */
  private void moveFocus(int by) {
    List<Button> stops =
        List.of(skip, back, next).stream()
            .filter(button -> button.isVisible() && !button.isDisabled())
            .toList();
    int now = stops.indexOf(getScene().getFocusOwner());
    stops.get(Math.floorMod(Math.max(now, 0) + by, stops.size())).requestFocus();
  }

  private void show() {
    TourStep step = model.stepProperty().get();
    int index = model.index();
    int all = model.size();
    count.setText(messages.get("tour.count", index + 1, all));
    title.setText(messages.get("tour." + step + ".title"));
    text.setText(messages.get("tour." + step + ".text"));
    callout.setAccessibleText(count.getText() + ". " + title.getText() + ". " + text.getText());
    for (int i = 0; i < all; i++) {
      dots.getChildren().get(i).pseudoClassStateChanged(HERE, i == index);
    }
    back.setDisable(model.isFirst());
    skip.setVisible(!model.isLast());
    next.setText(messages.get(model.isLast() ? "tour.done" : "tour.next"));
    find.apply(step).ifPresent(TourView::scrollTo);
    next.requestFocus();
    requestLayout();
  }

  /** Brings a node into the middle of the pane that it is scrolled in, if it is. */
  private static void scrollTo(Node node) {
    scroller(node)
        .ifPresent(
            pane -> {
              pane.applyCss();
              pane.layout();
              Node content = pane.getContent();
              Bounds place = content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
              double height = pane.getViewportBounds().getHeight();
              double hidden = content.getLayoutBounds().getHeight() - height;
              double top = place.getCenterY() - height / 2;
              pane.setVvalue(hidden <= 0 ? 0 : Math.max(0, Math.min(1, top / hidden)));
            });
  }

  private static Optional<ScrollPane> scroller(Node node) {
    Node around = node.getParent();
    while (around != null && !(around instanceof ScrollPane)) {
      around = around.getParent();
    }
    return Optional.ofNullable((ScrollPane) around);
  }

  @Override
  protected void layoutChildren() {
    Optional<Node> target = find.apply(model.stepProperty().get());
    followOnly(target);
    Rectangle2D hole = target.map(this::place).orElse(Rectangle2D.EMPTY);
    dim(hole);
    double height = callout.prefHeight(CALLOUT_WIDTH);
    Dimension2D size = new Dimension2D(CALLOUT_WIDTH, height);
    Dimension2D window = new Dimension2D(getWidth(), getHeight());
    Rectangle2D spoken =
        target.isPresent() ? hole : new Rectangle2D(getWidth() / 2, getHeight() / 2, 0, 0);
    Point2D corner = CalloutPlacement.place(spoken, size, window);
    callout.resizeRelocate(corner.getX(), corner.getY(), CALLOUT_WIDTH, height);
  }

  /** Lays itself out again when the control moves or changes its size. */
  private void followOnly(Optional<Node> target) {
    List<Node> wanted = target.stream().toList();
    if (!followed.equals(wanted)) {
      followed.forEach(
          node -> {
            node.localToSceneTransformProperty().removeListener(follow);
            node.layoutBoundsProperty().removeListener(follow);
          });
      followed.clear();
      followed.addAll(wanted);
      wanted.forEach(
          node -> {
            node.localToSceneTransformProperty().addListener(follow);
            node.layoutBoundsProperty().addListener(follow);
          });
    }
  }

  /** Follows nothing any more. */
  void dispose() {
    model.stepProperty().removeListener(stepped);
    followOnly(Optional.empty());
  }

  /** Where a control is, as far as it is not scrolled out of sight. */
  private Rectangle2D place(Node node) {
    Bounds bounds = sceneToLocal(node.localToScene(node.getLayoutBounds()));
    Bounds limits =
        scroller(node)
            .map(pane -> sceneToLocal(pane.localToScene(pane.getLayoutBounds())))
            .orElse(new BoundingBox(0, 0, getWidth(), getHeight()));
    double left = Math.max(bounds.getMinX(), limits.getMinX()) - AROUND;
    double top = Math.max(bounds.getMinY(), limits.getMinY()) - AROUND;
    double right = Math.min(bounds.getMaxX(), limits.getMaxX()) + AROUND;
    double bottom = Math.min(bounds.getMaxY(), limits.getMaxY()) + AROUND;
    return new Rectangle2D(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }

  private void dim(Rectangle2D hole) {
    Dimension2D size = new Dimension2D(getWidth(), getHeight());
    if (hole.equals(light) && size.equals(dimmed)) {
      return;
    }
    light = hole;
    dimmed = size;
    ring.setX(hole.getMinX());
    ring.setY(hole.getMinY());
    ring.setWidth(hole.getWidth());
    ring.setHeight(hole.getHeight());
    ring.setVisible(hole.getWidth() > 0);
    Rectangle inner =
        new Rectangle(hole.getMinX(), hole.getMinY(), hole.getWidth(), hole.getHeight());
    inner.setArcWidth(2 * ROUND);
    inner.setArcHeight(2 * ROUND);
    Shape dark = Shape.subtract(new Rectangle(size.getWidth(), size.getHeight()), inner);
    dark.getStyleClass().add("tour-shade");
    shade.getChildren().setAll(dark);
  }
}
