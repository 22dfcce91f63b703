package digitscope.ui.draw;

import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.pad.DrawPad;
import digitscope.ui.fx.EveryMove;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The pad and the prediction, small; what is drawn here shows on the whole page too. */
public final class DrawCard extends VBox {
  private static final int ROWS = 13;
  private static final int MOST_COLUMNS = 3;
  private static final double READING = 240;

  public DrawCard(DrawViewModel model) {
    Messages text = Messages.of("draw");
    getStyleClass().addAll("card", "draw-card");
    Label title = new Label(text.get("title"));
    title.getStyleClass().add("card-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header =
        new HBox(
            HelpButton.behind(title, HelpTopic.DRAW_CARD),
            space,
            new DrawingTools(model.sketch(), text));
    header.getStyleClass().add("card-header");
    DrawPad pad = new DrawPad(model.sketch());
    EveryMove.deliverTo(pad);
    pad.promptTextProperty().set(text.get("prompt.small"));
    ProbabilityBars bars = PredictionBars.bars(model);
    bars.columnsProperty().bind(model.classNamesProperty().map(DrawCard::columns));
    VBox.setVgrow(bars, Priority.ALWAYS);
    VBox reading = new VBox(new Verdict(model, text), bars);
    reading.getStyleClass().add("draw-card-reading");
    HBox row = new HBox(pad, reading);
    row.getStyleClass().add("draw-card-row");
    HBox.setHgrow(pad, Priority.ALWAYS);
    HBox.setHgrow(reading, Priority.ALWAYS);
    // However long the words are, the pad keeps its size.
    reading.setMinWidth(0);
    reading.setPrefWidth(READING);
    VBox.setVgrow(row, Priority.ALWAYS);
    getChildren().setAll(header, row);
  }

  /** As few columns as leave each bar its height. */
  private static int columns(List<String> classNames) {
    return Math.max(1, Math.min(MOST_COLUMNS, (classNames.size() + ROWS - 1) / ROWS));
  }
}
