package digitscope.ui.help;

import atlantafx.base.theme.Styles;
import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpTopic;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * What a "?" opens: a title, what is seen, what to try, and links to the terms that are used, with
 * an arrow to the button. It lies in the window, so it neither leaves it nor needs one of its own.
 */
final class TopicPopover extends Pane {
  private static final double WIDTH = 320;
  private static final double MARGIN = 8;
  private static final double ARROW_WIDTH = 16;
  private static final double ARROW_HEIGHT = 8;

  private final Node anchor;
  private final VBox box = new VBox();
  private final Region arrow = new Region();

  TopicPopover(HelpTopic topic, Node anchor, HelpViewModel model) {
    this.anchor = anchor;
    setId("help-popover");
    setPickOnBounds(false);
    getStyleClass().add("help-popover");
    Messages messages = Messages.of("help");
    Label title = new Label(messages.get(topic + ".title"));
    title.getStyleClass().add("help-popover-title");
    FlowPane terms = new FlowPane();
    terms.getStyleClass().add("help-terms");
    Prose prose = new Prose(model::follow);
    topic
        .terms()
        .forEach(term -> terms.getChildren().add(prose.link(model.name(term), term.name())));
    box.getStyleClass().add("help-popover-box");
    box.setFocusTraversable(true);
    Label attempt = wrapped(messages.get(topic + ".try"));
    attempt.getStyleClass().add(Styles.TEXT_MUTED);
    box.getChildren().setAll(title, wrapped(messages.get(topic + ".seen")), attempt, terms);
    box.setAccessibleText(
        String.join(
            " ", title.getText(), messages.get(topic + ".seen"), messages.get(topic + ".try")));
    arrow.getStyleClass().add("help-arrow");
    getChildren().setAll(box, arrow);
  }

  private static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  /** Where the "?" is. */
  Node anchor() {
    return anchor;
  }

  /** Takes the keyboard. */
  void focus() {
    box.requestFocus();
  }

  /** Below the button, or above it where there is more room, and within what it lies in. */
  @Override
  protected void layoutChildren() {
    Bounds from = sceneToLocal(anchor.localToScene(anchor.getLayoutBounds()));
    double width = Math.min(WIDTH, getWidth() - 2 * MARGIN);
    double height = box.prefHeight(width);
    double middle = (from.getMinX() + from.getMaxX()) / 2;
    double below = from.getMaxY() + ARROW_HEIGHT;
    boolean isBelow = below + height + MARGIN <= getHeight();
    double above = Math.max(MARGIN, from.getMinY() - ARROW_HEIGHT - height);
    double x = Math.max(MARGIN, Math.min(getWidth() - width - MARGIN, middle - width / 2));
    box.resizeRelocate(snapPositionX(x), snapPositionY(isBelow ? below : above), width, height);
    arrow.setRotate(isBelow ? 0 : 180);
    double arrowY = isBelow ? below - ARROW_HEIGHT + 1 : from.getMinY() - ARROW_HEIGHT - 1;
    arrow.resizeRelocate(middle - ARROW_WIDTH / 2, arrowY, ARROW_WIDTH, ARROW_HEIGHT);
  }
}
