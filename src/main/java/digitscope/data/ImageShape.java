package digitscope.data;

import digitscope.io.InvalidValueException;
import java.util.Locale;

/**
 * The shape of one image, in the order channels, height, width.
 *
 * @param channels number of color channels, at least 1
 * @param height number of pixel rows, at least 1
 * @param width number of pixel columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {
  /** Gray 28×28, the shape of MNIST and its kin. */
  public static final ImageShape MNIST = new ImageShape(1, 28, 28);

  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "An image needs at least one channel, row and column, not %d×%d×%d",
              channels,
              height,
              width));
    }
  }

  /** Number of values in one image: channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "×" + height + "×" + width;
  }
}
