package digitscope.ui.setup;

import digitscope.ui.control.Messages;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** The panel on the left of the window: data, network and training of the next run. */
public final class SetupView extends BorderPane {
  private final DataCard dataCard;

  public SetupView(SetupViewModel model) {
    Messages messages = Messages.of("setup");
    getStyleClass().add("setup-view");
    setId("setup");
    dataCard = new DataCard(model, messages);
    VBox column =
        new VBox(
            card("data", dataCard, messages),
            card("network", new NetworkCard(model, messages), messages),
            card("training", new TrainingCard(model, messages), messages));
    column.getStyleClass().add("setup-column");
    ScrollPane scroll = new ScrollPane(column);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("setup-scroll");
    setCenter(scroll);
    setBottom(hint(model, messages));
  }

  /** Asks for a directory and takes its data. */
  public void openData() {
    dataCard.openDirectory();
  }

  /** What the button for own images does. */
  public void setOnOwnImages(Runnable deed) {
    dataCard.setOnOwnImages(deed);
  }

  private TitledPane card(String key, Node content, Messages messages) {
    TitledPane card = new TitledPane(messages.get("card." + key), content);
    card.setId("card-" + key);
    card.getStyleClass().add("setup-pane");
    card.setAnimated(false);
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
