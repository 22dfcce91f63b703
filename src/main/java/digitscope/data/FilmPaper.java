package digitscope.data;

import java.util.Arrays;

/**
 * Gray paper, which neither black nor white pictures run into, on which enlarged pictures and small
 * text are put.
 */
final class FilmPaper {
  /** A gray of the 256, so that a film of gray pictures has no more colors than a GIF can. */
  private static final int PAPER = 0xffc8c8c8;

  private static final int INK = 0xff202020;

  private final int height;
  private final int width;
  private final int[] argb;

  FilmPaper(int height, int width) {
    this.height = height;
    this.width = width;
    this.argb = new int[height * width];
    Arrays.fill(argb, PAPER);
  }

  /** Puts a picture down, each of its pixels as a square. */
  void draw(Film.Tile tile, int scale, int top, int left) {
    for (int y = 0; y < tile.height() * scale; y++) {
      for (int x = 0; x < tile.width() * scale; x++) {
        argb[(top + y) * width + left + x] = tile.argb()[y / scale * tile.width() + x / scale];
      }
    }
  }

  /** Writes text as {@link PixelText} has it; what is beyond the edge is cut off. */
  void write(String text, int left, int top) {
    PixelText.draw(
        text,
        (y, x) -> {
          if (top + y >= 0 && top + y < height && left + x < width) {
            argb[(top + y) * width + left + x] = INK;
          }
        });
  }

  Film.Tile tile() {
    return new Film.Tile(height, width, argb);
  }
}
