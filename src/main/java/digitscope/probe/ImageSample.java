package digitscope.probe;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Some images of a set, spread over it evenly.
 *
 * @param total number of images of the set
 * @param size number of images that are taken
 * @param images gives an image of the set by its number, unsigned bytes in [channels, height,
 *     width] order
 * @param labels gives its class
 */
public record ImageSample(
    int total, int size, IntFunction<byte[]> images, IntUnaryOperator labels) {
  /** At most this many images of a set. */
  public static ImageSample spread(
      int most, int total, IntFunction<byte[]> images, IntUnaryOperator labels) {
    return new ImageSample(total, Math.min(most, total), images, labels);
  }

  /** An image, unsigned bytes in [channels, height, width] order. */
  byte[] image(int i) {
    return images.apply(number(i));
  }

  /** Its class. */
  int label(int i) {
    return labels.applyAsInt(number(i));
  }

  private int number(int i) {
    return (int) ((long) i * total / size);
  }
}
