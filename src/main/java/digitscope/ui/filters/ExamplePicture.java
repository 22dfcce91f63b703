package digitscope.ui.filters;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.probe.UnitResponses.Patch;
import digitscope.ui.control.images.PixelImages;
import javafx.scene.Node;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Pictures of an image and of the patch of it that a unit depends on. */
final class ExamplePicture {
  /** Width of the outline, which lies around the patch. */
  private static final double OUTLINE = 1.5;

  private final int[] argb;
  private final ImageShape shape;
  private final Patch patch;

  ExamplePicture(Dataset images, int index, Patch patch) {
    this.shape = images.shape();
    this.patch = patch;
    this.argb =
        PixelImages.pictureArgb(
            images.image(index), shape.channels(), shape.height(), shape.width());
  }

  /** Whether the patch is all of the image. */
  boolean isWhole() {
    return patch.covers(shape.height(), shape.width());
  }

  /**
   * The whole image, with the patch outlined if that is not all of it.
   *
   * @param side length of the longer side, pixels of the screen
   */
  Node image(double side) {
    ImageView view = view(argb, shape.height(), shape.width(), side);
    double scale = side / Math.max(shape.height(), shape.width());
    Pane pane = new Pane(view);
    pane.setMinSize(shape.width() * scale, shape.height() * scale);
    if (!isWhole()) {
      Region outline = new Region();
      outline.getStyleClass().add("patch-outline");
      outline.setManaged(false);
      outline.resizeRelocate(
          patch.left() * scale - OUTLINE,
          patch.top() * scale - OUTLINE,
          patch.width() * scale + 2 * OUTLINE,
          patch.height() * scale + 2 * OUTLINE);
      pane.getChildren().add(outline);
    }
    return pane;
  }

  /** The patch alone; where it reaches beyond the image it is transparent. */
  Node patch(double side) {
    // Enlarged here: the toolkit would blur so few pixels.
    int scale = Math.max(1, (int) side / Math.max(patch.height(), patch.width()));
    int height = patch.height() * scale;
    int width = patch.width() * scale;
    int[] cut = new int[height * width];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = pixel(patch.top() + i / width / scale, patch.left() + i % width / scale);
    }
    Pane pane = new Pane(view(cut, height, width, side));
    pane.getStyleClass().add("patch");
    return pane;
  }

  private int pixel(int row, int column) {
    boolean isInside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
    return isInside ? argb[row * shape.width() + column] : 0;
  }

  private static ImageView view(int[] argb, int height, int width, double side) {
    ImageView view = new ImageView(PixelImages.image(argb, height, width));
    view.setFitWidth(side);
    view.setFitHeight(side);
    view.setPreserveRatio(true);
    view.setSmooth(false);
    return view;
  }
}
