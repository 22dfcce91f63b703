package digitscope.ui.data;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.PixelImages;
import javafx.scene.image.Image;

/** Pictures of the images of a set, and of what is in common to them. */
final class Pictures {
  private static final float FULL = 255;

  private Pictures() {}

  static Image of(Dataset data, int index) {
    ImageShape shape = data.shape();
    return PixelImages.picture(data.image(index), shape.channels(), shape.height(), shape.width());
  }

  /** As {@link #of(Dataset, int)}, as numbers. */
  static ArgbPixels pixels(Dataset data, int index) {
    ImageShape shape = data.shape();
    return new ArgbPixels(
        PixelImages.pictureArgb(data.image(index), shape.channels(), shape.height(), shape.width()),
        shape.height(),
        shape.width());
  }

  /** Values of which {@code largest} becomes full ink. */
  static Image of(float[] values, float largest, ImageShape shape) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length && largest > 0; i++) {
      pixels[i] = (byte) Math.round(FULL * Math.min(1, values[i] / largest));
    }
    return PixelImages.picture(pixels, shape.channels(), shape.height(), shape.width());
  }
}
