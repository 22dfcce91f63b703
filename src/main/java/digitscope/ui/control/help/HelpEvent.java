package digitscope.ui.control.help;

import javafx.event.Event;
import javafx.event.EventType;

/** A card is asked what it shows. Whatever shows help in the window hears of it. */
public final class HelpEvent extends Event {
  /** The only type. */
  public static final EventType<HelpEvent> ASKED = new EventType<>(Event.ANY, "HELP_ASKED");

  private static final long serialVersionUID = 1;

  private final HelpTopic topic;

  HelpEvent(HelpTopic topic) {
    super(ASKED);
    this.topic = topic;
  }

  /** What it is about. */
  public HelpTopic topic() {
    return topic;
  }
}
