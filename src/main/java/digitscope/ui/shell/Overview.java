package digitscope.ui.shell;

import java.util.List;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;

/** Four cards together, two in a row, which share the room evenly. */
final class Overview extends GridPane {
  private static final int COLUMNS = 2;
  private static final double PERCENT = 100;

  /**
   * @param cards from the upper left to the lower right
   */
  Overview(List<Region> cards) {
    getStyleClass().add("overview");
    setId("overview");
    int rows = (cards.size() + COLUMNS - 1) / COLUMNS;
    for (int column = 0; column < COLUMNS; column++) {
      ColumnConstraints constraints = new ColumnConstraints();
      constraints.setPercentWidth(PERCENT / COLUMNS);
      constraints.setHgrow(Priority.ALWAYS);
      getColumnConstraints().add(constraints);
    }
    for (int row = 0; row < rows; row++) {
      RowConstraints constraints = new RowConstraints();
      constraints.setPercentHeight(PERCENT / rows);
      constraints.setVgrow(Priority.ALWAYS);
      getRowConstraints().add(constraints);
    }
    for (int i = 0; i < cards.size(); i++) {
      Region card = cards.get(i);
      card.setMinSize(0, 0);
      card.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
      add(card, i % COLUMNS, i / COLUMNS);
    }
  }
}
