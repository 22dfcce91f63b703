package digitscope.ui.draw;

import digitscope.data.ImageShape;
import digitscope.ui.control.IconButtons;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.PixelImages;
import digitscope.ui.control.pad.InkRaster;
import digitscope.ui.control.pad.Stroke;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;

/** A strip of the drawings that were cleared; a click brings one back. */
final class RecentDrawings extends VBox {
  private static final double SIDE = 42;

  private final DrawViewModel model;
  private final Messages text;
  private final HBox strip = new HBox();

  RecentDrawings(DrawViewModel model, Messages text) {
    this.model = model;
    this.text = text;
    getStyleClass().add("recent-drawings");
    Label title = new Label(text.get("recent"));
    title.getStyleClass().addAll("text-muted", "text-small");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Button forget =
        IconButtons.button(
            MaterialDesignD.DELETE_SWEEP_OUTLINE, text.get("recent.forget"), model::forgetRecent);
    forget.getStyleClass().addAll("flat", "small");
    HBox header = new HBox(title, space, forget);
    header.getStyleClass().add("recent-header");
    strip.getStyleClass().add("recent-strip");
    LiveScrollPane scroll = new LiveScrollPane(strip);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setPannable(true);
    scroll.getStyleClass().addAll("recent-scroll", "fitted-scroll");
    // It keeps its height, so that the pad above keeps its size.
    getChildren().setAll(header, scroll);
    model.shapeProperty().addListener((property, before, now) -> show());
    model.recent().addListener((ListChangeListener<List<Stroke>>) change -> show());
    show();
  }

  private void show() {
    setVisible(!model.recent().isEmpty());
    strip.getChildren().setAll(model.recent().stream().map(this::thumbnail).toList());
  }

  private Button thumbnail(List<Stroke> strokes) {
    ImageShape shape = model.shapeProperty().get();
    byte[] picture = model.pictureOf(InkRaster.of(strokes));
    ImageView view =
        new ImageView(
            PixelImages.picture(picture, shape.channels(), shape.height(), shape.width()));
    view.setFitWidth(SIDE);
    view.setFitHeight(SIDE);
    Button button = new Button();
    button.setGraphic(view);
    button.getStyleClass().add("recent-drawing");
    button.setTooltip(new Tooltip(text.get("recent.restore")));
    button.setAccessibleText(text.get("recent.restore"));
    button.setOnAction(event -> model.restore(strokes));
    return button;
  }
}
