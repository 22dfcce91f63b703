package digitscope.ui.shell;

import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.fx.FirstPicture;
import java.util.List;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Cards together, two in a row, which share the room evenly; where the window is narrow, one below
 * the other. On a large screen it is {@code :roomy}.
 */
final class Overview extends LiveScrollPane {
  private static final PseudoClass ROOMY = PseudoClass.getPseudoClass("roomy");
  private static final double LEAST_CARD = 392;
  private static final int MOST_COLUMNS = 2;
  private static final double GAP = 12;

  private static final double LEAST_HEIGHT = 256;
  private static final double LEAST_HEIGHT_ALONE = 336;

  private static final double ROOMY_WIDTH = 1800;
  private static final double ROOMY_HEIGHT = 1000;

  /**
   * A card.
   *
   * @param title what stands at its top
   * @param maker makes it, with its title
   */
  record Card(String title, Supplier<Region> maker) {}

  /**
   * @param cards from the upper left to the lower right
   * @param isGradual whether they have only their titles until those are painted, so that a window
   *     opens sooner
   */
  Overview(List<Card> cards, boolean isGradual) {
    super(new AdaptiveGrid(LEAST_CARD, MOST_COLUMNS, GAP));
    getStyleClass().add("overview");
    setId("overview");
    getContent().getStyleClass().add("overview-cards");
    setFitToWidth(true);
    setFitToHeight(true);
    if (isGradual) {
      fill(cards.stream().map(Overview::titled).toList());
      FirstPicture.ofWindowOf(this, () -> make(cards));
    } else {
      make(cards);
    }
    widthProperty().addListener(changed -> showRoom());
    heightProperty().addListener(changed -> showRoom());
  }

  private void make(List<Card> cards) {
    fill(cards.stream().map(card -> card.maker().get()).toList());
  }

  private static Region titled(Card card) {
    Label title = new Label(card.title());
    title.getStyleClass().add("card-title");
    VBox empty = new VBox(title);
    empty.getStyleClass().add("card");
    return empty;
  }

  private void fill(List<Region> cards) {
    cards.forEach(card -> card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE));
    ((AdaptiveGrid) getContent()).getChildren().setAll(cards);
    showRoom();
  }

  private void showRoom() {
    AdaptiveGrid grid = (AdaptiveGrid) getContent();
    double least = grid.columns(getWidth()) == 1 ? LEAST_HEIGHT_ALONE : LEAST_HEIGHT;
    grid.getChildren().forEach(card -> ((Region) card).setMinHeight(least));
    pseudoClassStateChanged(ROOMY, getWidth() >= ROOMY_WIDTH && getHeight() >= ROOMY_HEIGHT);
  }
}
