package digitscope.ui.shell;

import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.LiveScrollPane;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

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
   * @param cards from the upper left to the lower right
   */
  Overview(List<Region> cards) {
    super(new AdaptiveGrid(LEAST_CARD, MOST_COLUMNS, GAP, cards.toArray(Region[]::new)));
    getStyleClass().add("overview");
    setId("overview");
    getContent().getStyleClass().add("overview-cards");
    setFitToWidth(true);
    setFitToHeight(true);
    cards.forEach(card -> card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE));
    widthProperty().addListener(changed -> showRoom());
    heightProperty().addListener(changed -> showRoom());
  }

  private void showRoom() {
    AdaptiveGrid grid = (AdaptiveGrid) getContent();
    double least = grid.columns(getWidth()) == 1 ? LEAST_HEIGHT_ALONE : LEAST_HEIGHT;
    grid.getChildren().forEach(card -> ((Region) card).setMinHeight(least));
    pseudoClassStateChanged(ROOMY, getWidth() >= ROOMY_WIDTH && getHeight() >= ROOMY_HEIGHT);
  }
}
