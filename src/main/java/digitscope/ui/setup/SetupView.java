package digitscope.ui.setup;

import digitscope.ui.control.Messages;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.fx.FirstPicture;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The panel on the left of the window: data, network and training of the next run. */
public final class SetupView extends BorderPane {
  private final DataCard dataCard;

  public SetupView(SetupViewModel model) {
    Messages messages = Messages.of("setup");
    getStyleClass().add("setup-view");
    setId("setup");
    dataCard = new DataCard(model, messages);
    TitledPane training = card("training", HelpTopic.SETUP_TRAINING, new Region(), messages);
    VBox column =
        new VBox(
            card("data", HelpTopic.SETUP_DATA, dataCard, messages),
            card("network", HelpTopic.SETUP_NETWORK, new NetworkCard(model, messages), messages),
            training);
    column.getStyleClass().add("setup-column");
    ScrollPane scroll = new ScrollPane(column);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("setup-scroll");
    addEventFilter(KeyEvent.KEY_PRESSED, event -> onKey(event, model));
    setCenter(scroll);
    setBottom(hint(model, messages));
    // It is out of sight at first.
    FirstPicture.ofWindowOf(this, () -> training.setContent(new TrainingCard(model, messages)));
  }

  /** What the button for more data does. */
  public void setOnAddData(Runnable deed) {
    dataCard.setOnAddData(deed);
  }

  /** A field that is being edited has an undo of its own. */
  private static void onKey(KeyEvent event, SetupViewModel model) {
    boolean isTyping = event.getTarget() instanceof ValueField<?> field && field.isTyping();
    if (isTyping || !event.isShortcutDown() || event.getCode() != KeyCode.Z) {
      return;
    }
    if (event.isShiftDown()) {
      model.redo();
    } else {
      model.undo();
    }
    event.consume();
  }

  private TitledPane card(String key, HelpTopic about, Node content, Messages messages) {
    TitledPane card = new TitledPane(messages.get("card." + key), content);
    card.setId("card-" + key);
    card.getStyleClass().add("setup-pane");
    card.setAnimated(false);
    card.setGraphic(new HelpButton(about));
    card.setContentDisplay(ContentDisplay.RIGHT);
    return card;
  }

  private static Label hint(SetupViewModel model, Messages messages) {
    Label hint = new Label(messages.get("hint.running"));
    hint.getStyleClass().addAll("setup-hint", "text-small");
    hint.setWrapText(true);
    hint.setMaxWidth(Double.MAX_VALUE);
    hint.visibleProperty().bind(model.runningProperty());
    hint.managedProperty().bind(model.runningProperty());
    return hint;
  }
}
