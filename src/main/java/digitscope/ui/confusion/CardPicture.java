package digitscope.ui.confusion;

import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;

/** The picture as large as there is room, pixel by pixel. */
final class CardPicture extends Region {
  private static final double SMALLEST_SIDE = 120;
  private static final double PREFERRED_SIDE = 360;

  private final ImageView picture = new ImageView();

  CardPicture() {
    getStyleClass().add("card-picture");
    picture.setSmooth(false);
    picture.setPreserveRatio(true);
    picture.setManaged(false);
    getChildren().add(picture);
  }

  void show(Image image) {
    picture.setImage(image);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    Image image = picture.getImage();
    if (image == null) {
      return;
    }
    double scale = Math.min(getWidth() / image.getWidth(), getHeight() / image.getHeight());
    double width = Math.floor(scale * image.getWidth());
    double height = Math.floor(scale * image.getHeight());
    picture.setFitWidth(width);
    picture.setFitHeight(height);
    picture.relocate(Math.floor((getWidth() - width) / 2), 0);
  }

  @Override
  protected double computeMinWidth(double height) {
    return SMALLEST_SIDE;
  }

  @Override
  protected double computeMinHeight(double width) {
    return SMALLEST_SIDE;
  }

  @Override
  protected double computePrefWidth(double height) {
    return PREFERRED_SIDE;
  }

  @Override
  protected double computePrefHeight(double width) {
    return PREFERRED_SIDE;
  }
}
