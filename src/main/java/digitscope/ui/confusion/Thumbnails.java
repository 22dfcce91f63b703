package digitscope.ui.confusion;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.images.PixelImages;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;

/** Pictures of test images. */
final class Thumbnails {
  private Thumbnails() {}

  /** An image; an empty picture if the images are no longer at hand. */
  static Image of(Optional<Dataset> images, int index) {
    return images.map(set -> picture(set, index)).orElseGet(() -> new WritableImage(1, 1));
  }

  private static Image picture(Dataset set, int index) {
    ImageShape shape = set.shape();
    return PixelImages.picture(set.image(index), shape.channels(), shape.height(), shape.width());
  }
}
