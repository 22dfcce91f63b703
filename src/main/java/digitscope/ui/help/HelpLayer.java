package digitscope.ui.help;

import digitscope.ui.control.help.HelpTopic;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import javafx.event.EventHandler;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Lies over the window and shows in it what help is asked for: the popover of a "?", the panel at
 * the right, and the tour. Each is made when it is first asked for; until then this costs nothing.
 */
public final class HelpLayer extends Pane {
  private static final double PANEL_WIDTH = 408;

  private final HelpViewModel model;
  private final TourViewModel tour;
  private final Function<TourStep, Optional<Node>> find;
  private final EventHandler<InputEvent> outside = this::closeFromOutside;
  private final EventHandler<KeyEvent> tourKeys =
      event -> tourView().ifPresent(v -> v.press(event));
  private final ChangeListener<Node> focus = (property, before, now) -> followFocus(now);
  private Optional<TopicPopover> popover = Optional.empty();
  private Optional<HelpView> panel = Optional.empty();
  private double top;
  private double bottom;

  /**
   * @param find the control that a stop of the tour speaks of, made ready to be seen
   */
  public HelpLayer(
      HelpViewModel model, TourViewModel tour, Function<TourStep, Optional<Node>> find) {
    this.model = model;
    this.tour = tour;
    this.find = find;
    setId("help-layer");
    setPickOnBounds(false);
    setManaged(false);
    setVisible(false);
    model.openProperty().addListener((property, before, now) -> showPanel(now));
    tour.openProperty().addListener((property, before, now) -> showTour(now));
  }

  /** Leaves this much above and below the panel, pixels. */
  public void setLimits(double above, double below) {
    top = above;
    bottom = below;
    requestLayout();
  }

  /**
   * Explains what a card shows, or stops explaining it.
   *
   * @param anchor the "?" that was pressed
   */
  public void explain(HelpTopic topic, Node anchor) {
    boolean isShown = popover.filter(open -> open.anchor() == anchor).isPresent();
    closePopover();
    if (isShown) {
      return;
    }
    TopicPopover opened = new TopicPopover(topic, anchor, model);
    popover = Optional.of(opened);
    getChildren().add(opened);
    update();
    Scene scene = getScene();
    scene.addEventFilter(MouseEvent.MOUSE_PRESSED, outside);
    scene.addEventFilter(ScrollEvent.SCROLL, outside);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, outside);
    opened.focus();
    scene.focusOwnerProperty().addListener(focus);
  }

  /** Closes what a "?" opened. */
  public void closePopover() {
    popover.ifPresent(
        open -> {
          popover = Optional.empty();
          Scene scene = getScene();
          scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, outside);
          scene.removeEventFilter(ScrollEvent.SCROLL, outside);
          scene.removeEventFilter(KeyEvent.KEY_PRESSED, outside);
          scene.focusOwnerProperty().removeListener(focus);
          boolean hadFocus = isIn(open, scene.getFocusOwner());
          getChildren().remove(open);
          if (hadFocus) {
            open.anchor().requestFocus();
          }
          update();
        });
  }

  private void closeFromOutside(InputEvent event) {
    boolean isEscape = event instanceof KeyEvent key && key.getCode() == KeyCode.ESCAPE;
    boolean isKey = event instanceof KeyEvent;
    EventTarget target = event.getTarget();
    boolean isOutside =
        popover.filter(open -> isIn(open, target) || isIn(open.anchor(), target)).isEmpty();
    if (isEscape || (!isKey && isOutside)) {
      closePopover();
    }
    if (isEscape) {
      event.consume();
    }
  }

  private void followFocus(@Nullable Node now) {
    if (now != null
        && popover.filter(open -> isIn(open, now) || isIn(open.anchor(), now)).isEmpty()) {
      closePopover();
    }
  }

  private static boolean isIn(Node around, @Nullable Object node) {
    Node one = node instanceof Node inner ? inner : null;
    while (one != null && one != around) {
      one = one.getParent();
    }
    return one != null;
  }

  private void showPanel(boolean isOpen) {
    closePopover();
    if (isOpen) {
      HelpView view = panel.orElseGet(() -> new HelpView(model));
      panel = Optional.of(view);
      getChildren().add(0, view);
      update();
      view.focusSearch();
    } else {
      panel.ifPresent(getChildren()::remove);
      update();
    }
  }

  private void showTour(boolean isOpen) {
    closePopover();
    model.openProperty().set(false);
    if (isOpen) {
      getChildren().add(new TourView(tour, find));
      getScene().addEventFilter(KeyEvent.KEY_PRESSED, tourKeys);
      update();
      applyCss();
      tourView().ifPresent(TourView::takeFocus);
    } else {
      getScene().removeEventFilter(KeyEvent.KEY_PRESSED, tourKeys);
      tourView().ifPresent(TourView::dispose);
      getChildren().removeIf(TourView.class::isInstance);
      update();
    }
  }

  private Optional<TourView> tourView() {
    return getChildren().stream()
        .filter(TourView.class::isInstance)
        .map(TourView.class::cast)
        .findFirst();
  }

  private void update() {
    if (getStylesheets().isEmpty()) {
      getStylesheets()
          .add(
              Objects.requireNonNull(HelpLayer.class.getResource("/css/help.css"))
                  .toExternalForm());
    }
    setVisible(!getChildren().isEmpty());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    for (Node child : getChildren()) {
      if (child instanceof HelpView view) {
        double width = Math.min(PANEL_WIDTH, getWidth());
        double height = Math.max(0, getHeight() - top - bottom);
        view.resizeRelocate(getWidth() - width, top, width, height);
      } else {
        child.resizeRelocate(0, 0, getWidth(), getHeight());
      }
    }
  }
}
