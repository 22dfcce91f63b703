package digitscope.data;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a picture of pixels that it is given row by row: each of its pixels is the mean of a square
 * of them, so that thin lines stay.
 */
final class PixelMeans {
  private final int sourceHeight;
  private final int sourceWidth;
  private final int side;
  private final int height;
  private final int width;

  /** Sums of light times opacity; of red alone as long as no pixel had a color. */
  private float[][] light;

  /** Sums of what is missing to full opacity; none if nothing is. */
  private float @Nullable [] clear;

  /**
   * @param side of a square; those at the right and lower rim may be smaller
   */
  PixelMeans(int sourceHeight, int sourceWidth, int side) {
    this.sourceHeight = sourceHeight;
    this.sourceWidth = sourceWidth;
    this.side = side;
    height = (sourceHeight + side - 1) / side;
    width = (sourceWidth + side - 1) / side;
    light = new float[1][height * width];
  }

  /**
   * Adds a pixel.
   *
   * @param opacity from 0 to 1
   */
  void add(int y, int x, float red, float green, float blue, float opacity) {
    int at = y / side * width + x / side;
    if (light.length == 1 && (red != green || red != blue)) {
      light = new float[][] {light[0], light[0].clone(), light[0].clone()};
    }
    light[0][at] += opacity * red;
    if (light.length == 3) {
      light[1][at] += opacity * green;
      light[2][at] += opacity * blue;
    }
    if (opacity < 1) {
      if (clear == null) {
        clear = new float[light[0].length];
      }
      clear[at] += 1 - opacity;
    }
  }

  /** The picture: gray if no pixel of it has a color. */
  Picture picture(boolean lossy) {
    int size = height * width;
    byte[] all = new byte[light.length * size];
    byte[] alpha = new byte[clear == null ? 0 : size];
    for (int i = 0; i < size; i++) {
      int rows = Math.min(side, sourceHeight - i / width * side);
      int columns = Math.min(side, sourceWidth - i % width * side);
      float opacity = rows * columns - (clear == null ? 0 : clear[i]);
      for (int c = 0; c < light.length && opacity > 0; c++) {
        all[c * size + i] = (byte) Math.min(255, Math.round(light[c][i] / opacity));
      }
      if (alpha.length > 0) {
        alpha[i] = (byte) Math.round(255 * opacity / (rows * columns));
      }
    }
    boolean gray =
        light.length == 1
            || (Arrays.equals(all, 0, size, all, size, 2 * size)
                && Arrays.equals(all, 0, size, all, 2 * size, 3 * size));
    return new Picture(
        new ImageShape(gray ? 1 : 3, height, width),
        gray ? Arrays.copyOf(all, size) : all,
        clear == null ? Optional.empty() : Optional.of(alpha),
        lossy);
  }
}
