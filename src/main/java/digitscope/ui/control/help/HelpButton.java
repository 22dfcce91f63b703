package digitscope.ui.control.help;

import digitscope.ui.control.Messages;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * A small round "?" at the title of a card. Pressed, it fires a {@link HelpEvent}; it holds no text
 * of its own, so a card costs no more for having one.
 *
 * <pre>{@code
 * HBox header = new HBox(title, new HelpButton(HelpTopic.LEARNING_CARD));
 * }</pre>
 */
public final class HelpButton extends Button {
  private final ObjectProperty<HelpTopic> topic = new SimpleObjectProperty<>(this, "topic");

  public HelpButton(HelpTopic explained) {
    super("?");
    getStyleClass().setAll("help-button");
    setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    Messages messages = Messages.of("help");
    accessibleTextProperty()
        .bind(topic.map(about -> messages.get("button", messages.get(about + ".title"))));
    topic.set(explained);
    setOnAction(event -> fireEvent(new HelpEvent(topic.get())));
  }

  /** What it explains. */
  public ObjectProperty<HelpTopic> topicProperty() {
    return topic;
  }

  /** A line of a title, or of whatever stands in for one, with a "?" at its right end. */
  public static HBox beside(Region title, HelpTopic explained) {
    HBox.setHgrow(title, Priority.ALWAYS);
    title.setMaxWidth(Double.MAX_VALUE);
    return line(title, new HelpButton(explained));
  }

  /** A title with a "?" right behind it. */
  public static HBox behind(Region title, HelpTopic explained) {
    return line(title, new HelpButton(explained));
  }

  private static HBox line(Node... nodes) {
    HBox line = new HBox(nodes);
    line.getStyleClass().add("help-line");
    return line;
  }
}
