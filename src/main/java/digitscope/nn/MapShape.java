package digitscope.nn;

import java.util.Locale;

/**
 * The shape of a layer's values for one image. A vector of n units is n channels of 1×1.
 *
 * @param channels number of feature maps, at least 1
 * @param height of each map, at least 1
 * @param width of each map, at least 1
 */
public record MapShape(int channels, int height, int width) {
  public MapShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Maps need at least one channel, row and column, not %d×%d×%d",
              channels,
              height,
              width));
    }
  }

  /** A vector of {@code units} values. */
  public static MapShape vector(int units) {
    return new MapShape(units, 1, 1);
  }

  /** Number of values: channels × height × width. */
  public int size() {
    return channels * height * width;
  }

  /** Number of places in one map: height × width. */
  public int area() {
    return height * width;
  }

  @Override
  public String toString() {
    return channels + "×" + height + "×" + width;
  }
}
