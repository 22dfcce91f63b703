package digitscope.ui.control;

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
          "A tile of %d×%d cannot have %d pixels".formatted(height, width, argb.length));
    }
  }

  public MapTile(int height, int width, int[] argb, String caption) {
    this(height, width, argb, caption, false);
  }
}
