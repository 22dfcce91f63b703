package digitscope.ui.confusion;

import digitscope.data.ImageShape;
import digitscope.probe.Occlusion;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** The picture as large as there is room, pixel by pixel, and what is laid over it. */
final class CardPicture extends Region {
  private static final double SMALLEST_SIDE = 120;
  private static final double PREFERRED_SIDE = 360;

  private final ImageView picture = new ImageView();
  private final ImageView overlay = new ImageView();
  private final Rectangle square = new Rectangle();
  private ImageShape shape = ImageShape.MNIST;
  private Optional<Occlusion.Square> blanked = Optional.empty();

  CardPicture() {
    getStyleClass().add("card-picture");
    picture.setSmooth(false);
    picture.setId("card-picture");
    overlay.setId("card-overlay");
    square.setId("card-square");
    square.getStyleClass().add("card-square");
    getChildren().addAll(picture, overlay, square);
    getChildren().forEach(child -> child.setManaged(false));
    lay(null);
    blank(Optional.empty());
  }

  /**
   * Shows an image.
   *
   * @param enlarged the image in as many squares as it has pixels
   * @param image whose pixels they are
   */
  void show(Image enlarged, ImageShape image) {
    picture.setImage(enlarged);
    shape = image;
    requestLayout();
  }

  /** Lays a picture over the image, or nothing. */
  void lay(@Nullable Image image) {
    overlay.setImage(image);
    overlay.setVisible(image != null);
    requestLayout();
  }

  /** How strongly what is laid over the image covers it, from 0 to 1. */
  DoubleProperty strengthProperty() {
    return overlay.opacityProperty();
  }

  /** Blanks a square of the image, or none. */
  void blank(Optional<Occlusion.Square> wanted) {
    blanked = wanted;
    square.setVisible(wanted.isPresent());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double scale = Math.min(getWidth() / shape.width(), getHeight() / shape.height());
    double width = Math.floor(scale * shape.width());
    double height = Math.floor(scale * shape.height());
    double left = Math.floor((getWidth() - width) / 2);
    for (ImageView view : new ImageView[] {picture, overlay}) {
      view.setFitWidth(width);
      view.setFitHeight(height);
      view.relocate(left, 0);
    }
    blanked.ifPresent(
        some -> {
          double x = scale * some.left();
          double y = scale * some.top();
          square.setX(left + x);
          square.setY(y);
          square.setWidth(Math.min(width - x, scale * some.size()));
          square.setHeight(Math.min(height - y, scale * some.size()));
        });
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
