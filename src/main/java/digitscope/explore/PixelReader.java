package digitscope.explore;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;

/**
 * Reads images as points of a space of moderate dimension: images with longer sides than 32 pixels
 * are shrunk by averaging squares of pixels. For one thread.
 */
final class PixelReader {
  private static final int LONGEST_SIDE = 32;

  private final Dataset data;
  private final int factor;
  private final int height;
  private final int width;
  private final byte[] image;

  PixelReader(Dataset data) {
    this.data = data;
    ImageShape shape = data.shape();
    factor = Math.max(1, (Math.max(shape.height(), shape.width()) - 1) / LONGEST_SIDE + 1);
    height = (shape.height() - 1) / factor + 1;
    width = (shape.width() - 1) / factor + 1;
    image = new byte[shape.size()];
  }

  /** Number of coordinates of a point. */
  int dimensions() {
    return data.shape().channels() * height * width;
  }

  /** The point of an image, full ink as 1. */
  float[] point(int index) {
    float[] point = new float[dimensions()];
    data.copyImage(index, image, 0);
    ImageShape shape = data.shape();
    float part = 1 / (SetSummary.FULL_INK * factor * factor);
    for (int row = 0; row < shape.channels() * shape.height(); row++) {
      int target = (row / shape.height() * height + row % shape.height() / factor) * width;
      for (int x = 0; x < shape.width(); x++) {
        point[target + x / factor] += (image[row * shape.width() + x] & 0xff) * part;
      }
    }
    return point;
  }

  /** The points of some images. */
  float[][] points(int[] images) {
    float[][] points = new float[images.length][];
    for (int i = 0; i < images.length; i++) {
      points[i] = point(images[i]);
    }
    return points;
  }
}
