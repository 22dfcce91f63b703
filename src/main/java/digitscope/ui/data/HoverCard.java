package digitscope.ui.data;

import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.VBox;

/** The image of the point under the mouse, and what it is. */
final class HoverCard extends VBox {
  private static final double SIDE = 72;
  private static final double DISTANCE = 12;

  private final ImageView image = new ImageView();
  private final Label text = new Label();

  HoverCard() {
    image.setFitWidth(SIDE);
    image.setFitHeight(SIDE);
    image.setPreserveRatio(true);
    image.setSmooth(false);
    text.getStyleClass().add("tabular");
    getStyleClass().add("map-hover-card");
    setId("map-hover");
    setMouseTransparent(true);
    setManaged(false);
    setVisible(false);
    getChildren().setAll(image, text);
  }

  void show(Image picture, String sentence) {
    image.setImage(picture);
    text.setText(sentence);
    setVisible(true);
    autosize();
  }

  /** Stands beside a place, towards the middle of an area of this size. */
  void placeBeside(double x, double y, double areaWidth, double areaHeight) {
    relocate(
        x > areaWidth / 2 ? x - DISTANCE - getWidth() : x + DISTANCE,
        y > areaHeight / 2 ? y - DISTANCE - getHeight() : y + DISTANCE);
  }
}
