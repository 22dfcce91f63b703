package digitscope.ui.control.images;

import java.util.Locale;

/**
 * One small picture of a {@link MapGrid}.
 *
 * @param height pixels
 * @param width pixels
 * @param argb pixels in [height, width] order
 * @param caption what stands below it, in one or more lines; may be empty
 * @param dead whether it is called dead instead of shown
 */
public record MapTile(int height, int width, int[] argb, String caption, boolean dead) {
  public MapTile {
    if (argb.length != height * width) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "A tile of %d×%d cannot have %d pixels", height, width, argb.length));
    }
  }

  public MapTile(int height, int width, int[] argb, String caption) {
    this(height, width, argb, caption, false);
  }
}
