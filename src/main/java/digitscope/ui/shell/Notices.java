package digitscope.ui.shell;

import digitscope.ui.control.Messages;
import digitscope.ui.fx.Problem;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.action.Action;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Says above the page what went wrong, with the details on demand, what went well, or what is worth
 * knowing. What went well goes away by itself, unless the mouse rests on it.
 */
final class Notices extends NotificationPane {
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
  private static final PseudoClass NEUTRAL = PseudoClass.getPseudoClass("neutral");

  private static final Duration SHOWN_FOR = Duration.seconds(8);

  private final Messages messages;
  private final PauseTransition farewell;

  Notices(Node content, Messages messages) {
    this(content, messages, SHOWN_FOR);
  }

  /**
   * @param shownFor how long is said what went well
   */
  Notices(Node content, Messages messages, Duration shownFor) {
    super(new StackPane(content));
    farewell = new PauseTransition(shownFor);
    farewell.setOnFinished(event -> leave());
    this.messages = messages;
    setId("notices");
    setFocusTraversable(false);
    getStyleClass().add("notices");
    setShowFromTop(true);
  }

  /** Goes away, unless the mouse or the focus is on it. */
  void leave() {
    boolean isRead =
        part(this, "notification-bar")
            .filter(bar -> bar.isHover() || bar.isFocusWithin())
            .isPresent();
    if (isRead) {
      farewell.playFromStart();
    } else {
      hide();
    }
  }

  /** Moves the page down, lest a notice hide what is at its top. */
  @Override
  protected void layoutChildren() {
    double height = isShowing() ? noticeHeight() : 0;
    Region page = (Region) getContent();
    if (page.getPadding().getTop() != height) {
      page.setPadding(new Insets(height, 0, 0, 0));
    }
    super.layoutChildren();
  }

  private double noticeHeight() {
    return part(this, "notification-bar")
        .map(
            bar ->
                Math.max(
                    bar.minHeight(getWidth()),
                    part(bar, "pane").map(words -> words.prefHeight(getWidth())).orElse(0.0)))
        .orElse(0.0);
  }

  /** One of the nodes that ControlsFX puts there; a lookup would search all pages as well. */
  private static Optional<Region> part(Parent parent, String styleClass) {
    return parent.getChildrenUnmodifiable().stream()
        .filter(child -> child.getStyleClass().contains(styleClass))
        .map(Region.class::cast)
        .findFirst();
  }

  /**
   * Something to do about what is told.
   *
   * @param text on its button
   */
  record Choice(String text, Runnable deed) {}

  /** Says that something is done. */
  void tell(String done) {
    tell(done, List.of());
  }

  /** Says that something is done, and offers what could come next. */
  void tell(String done, List<Choice> choices) {
    present(done, "mdi2c-check-circle-outline", Optional.of(GOOD));
    offer(choices);
    farewell.playFromStart();
  }

  private void offer(List<Choice> choices) {
    getActions()
        .setAll(
            choices.stream()
                .map(choice -> new Action(choice.text(), event -> choice.deed().run()))
                .toList());
    show();
  }

  /** Says what is neither good nor bad, and worth knowing. */
  void inform(String fact) {
    ask(fact, List.of());
  }

  /** Says what is neither good nor bad, and waits for a choice, which may be to close it. */
  void ask(String question, List<Choice> choices) {
    present(question, "mdi2i-information-outline", Optional.of(NEUTRAL));
    offer(choices);
  }

  private void present(String text, String icon, Optional<PseudoClass> kind) {
    farewell.stop();
    List.of(GOOD, NEUTRAL)
        .forEach(one -> pseudoClassStateChanged(one, kind.equals(Optional.of(one))));
    setText(text);
    setGraphic(new FontIcon(icon));
  }

  void show(Problem problem) {
    present(problem.message(), "mdi2a-alert-circle-outline", Optional.empty());
    getActions().clear();
    if (problem.cause().isPresent()) {
      getActions().add(new Action(messages.get("notice.details"), event -> showDetails(problem)));
    }
    show();
  }

  private void showDetails(Problem problem) {
    Label what = new Label(problem.message());
    what.setWrapText(true);
    TextArea text = new TextArea(problem.details());
    text.setEditable(false);
    text.setAccessibleText(messages.get("notice.details"));
    text.getStyleClass().add("details-text");
    VBox.setVgrow(text, Priority.ALWAYS);
    VBox details = new VBox(what, text);
    details.getStyleClass().add("details");
    OwnedDialog.open(getScene().getWindow(), messages.get("notice.title"), details);
  }
}
