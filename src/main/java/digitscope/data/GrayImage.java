package digitscope.data;

import digitscope.io.InvalidValueException;
import java.util.Locale;

/**
 * A gray picture of any size.
 *
 * @param width pixel columns, at least 1
 * @param height pixel rows, at least 1
 * @param ink one unsigned byte a pixel in [height, width] order: 0 is background, 255 full ink; not
 *     copied
 */
public record GrayImage(int width, int height, byte[] ink) {
  public GrayImage {
    if (width < 1 || height < 1 || ink.length != (long) width * height) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT, "A picture of %d×%d cannot have %,d pixels", width, height, ink.length));
    }
  }

  /** Ink at a pixel, 0 to 255. */
  public int ink(int x, int y) {
    return ink[y * width + x] & 0xff;
  }
}
