package digitscope.ui.confusion;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.PixelImages;
import java.util.Arrays;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;

/** Pictures of test images. */
final class Thumbnails {
  private Thumbnails() {}

  /** The first channel of an image; an empty picture if the images are no longer at hand. */
  static Image of(Optional<Dataset> images, int index) {
    return images.map(set -> picture(set, index)).orElseGet(() -> new WritableImage(1, 1));
  }

  private static Image picture(Dataset set, int index) {
    ImageShape shape = set.shape();
    byte[] pixels = Arrays.copyOf(set.image(index), shape.height() * shape.width());
    return PixelImages.grey(pixels, shape.height(), shape.width());
  }
}
