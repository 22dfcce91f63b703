package digitscope.ui.draw;

import digitscope.data.ImageShape;
import digitscope.ui.control.AdaptiveGrid;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.control.pad.DrawPad;
import digitscope.ui.fx.EveryMove;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The whole page: a large pad, and beside it what the network sees and says of the drawing. */
public final class DrawView extends BorderPane {
  private static final double PICTURE = 168;
  private static final double LEAST_WORDS = 144;
  private static final double GAP = 16;
  private static final double READING_PART = 0.42;
  private static final double LEAST_READING = 272;
  private static final double MOST_READING = 392;
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private final Messages text = Messages.of("draw");

  public DrawView(DrawViewModel model) {
    getStyleClass().addAll("page", "draw-view");
    setCenter(padCard(model));
    setRight(readingCard(model));
  }

  private Region padCard(DrawViewModel model) {
    DrawPad pad = new DrawPad(model.sketch());
    EveryMove.deliverTo(pad);
    pad.promptTextProperty().bind(model.classNamesProperty().map(this::prompt));
    Label title = new Label(text.get("title"));
    title.getStyleClass().add("card-title");
    title.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox header =
        new HBox(
            HelpButton.behind(title, HelpTopic.DRAW_PAD),
            space,
            new DrawingTools(model.sketch(), text));
    header.getStyleClass().add("card-header");
    Label problem = new Label();
    problem.getStyleClass().add("problem");
    problem.setWrapText(true);
    problem.textProperty().bind(model.problemProperty());
    problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
    problem.setMouseTransparent(true);
    StackPane.setAlignment(problem, Pos.BOTTOM_CENTER);
    // Over the pad, which must not become smaller under the pen.
    StackPane drawing = new StackPane(pad, problem);
    VBox.setVgrow(drawing, Priority.ALWAYS);
    VBox card = new VBox(header, drawing, new RecentDrawings(model, text));
    card.getStyleClass().addAll("card", "pad-card");
    return card;
  }

  private Region readingCard(DrawViewModel model) {
    ImageView picture = new ImageView();
    picture.setFitWidth(PICTURE);
    picture.setFitHeight(PICTURE);
    picture.setSmooth(false);
    picture
        .imageProperty()
        .bind(model.pictureProperty().map(pixels -> image(pixels, model.shapeProperty().get())));
    Label sees = new Label(text.get("sees"));
    sees.getStyleClass().add("card-title");
    Label how = new Label();
    how.textProperty().bind(model.shapeProperty().map(this::preparation));
    how.getStyleClass().addAll("text-muted", "text-small");
    how.setWrapText(true);
    how.setMinHeight(Region.USE_PREF_SIZE);
    AdaptiveGrid seen = new AdaptiveGrid(LEAST_WORDS, 2, GAP, picture, how);
    Label says = new Label(text.get("says"));
    says.getStyleClass().add("card-title");
    ProbabilityBars bars = PredictionBars.bars(model);
    VBox.setVgrow(bars, Priority.ALWAYS);
    VBox card =
        new VBox(
            HelpButton.behind(sees, HelpTopic.DRAW_INPUT),
            seen,
            HelpButton.behind(says, HelpTopic.DRAW_PREDICTION),
            new Verdict(model, text),
            bars);
    card.getStyleClass().addAll("card", "reading-card");
    LiveScrollPane scroll = new LiveScrollPane(card);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().add("reading-scroll");
    scroll
        .prefWidthProperty()
        .bind(
            widthProperty()
                .map(
                    width ->
                        Math.max(
                            LEAST_READING,
                            Math.min(MOST_READING, READING_PART * width.doubleValue()))));
    return scroll;
  }

  private String prompt(List<String> classNames) {
    boolean digits = DIGITS.containsAll(classNames);
    return text.get(digits ? "prompt" : "prompt.other");
  }

  private String preparation(ImageShape shape) {
    return shape.equals(ImageShape.MNIST)
        ? text.get("sees.how")
        : text.get("sees.how.other", shape.height(), shape.width(), shape.channels());
  }

  private static Image image(byte[] pixels, ImageShape shape) {
    return PixelImages.picture(pixels, shape.channels(), shape.height(), shape.width());
  }
}
