package digitscope.ui.control.images;

import java.util.Arrays;
import java.util.List;

/**
 * Small pictures side by side in one that is large enough to be seen elsewhere: rows and columns
 * are about as many, and each pixel becomes a square.
 */
public final class ContactSheet {
  /** Pixels that a sheet has at most: more would not fit into the memory of what it is for. */
  private static final int MOST_PIXELS = 16_000_000;

  private static final int GAP = 2;
  private static final int WHITE = 0xffffffff;
  private static final int SIDE_OF_ONE = 280;
  private static final int SIDE_OF_MANY = 112;

  private ContactSheet() {}

  /** How many pictures of that size a sheet can hold. */
  public static int most(int height, int width) {
    return MOST_PIXELS / ((height + GAP) * (width + GAP));
  }

  /**
   * A sheet of pictures that all have the size of the first.
   *
   * @param pictures at least one, and no more than {@link #most} says
   */
  public static ArgbPixels of(List<ArgbPixels> pictures) {
    ArgbPixels first = pictures.get(0);
    int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
    int rows = (pictures.size() + columns - 1) / columns;
    int scale = scale(first, rows, columns);
    int cellWidth = first.width() * scale + GAP;
    int cellHeight = first.height() * scale + GAP;
    int width = columns * cellWidth - GAP;
    int height = rows * cellHeight - GAP;
    int[] argb = new int[width * height];
    Arrays.fill(argb, WHITE);
    for (int i = 0; i < pictures.size(); i++) {
      int corner = i / columns * cellHeight * width + i % columns * cellWidth;
      draw(pictures.get(i), scale, argb, corner, width);
    }
    return new ArgbPixels(argb, height, width);
  }

  /** The largest whole number that is not more than wanted, and leaves the sheet small enough. */
  private static int scale(ArgbPixels picture, int rows, int columns) {
    int wanted = rows * columns == 1 ? SIDE_OF_ONE : SIDE_OF_MANY;
    int scale = Math.max(1, wanted / Math.max(picture.height(), picture.width()));
    while (scale > 1
        && (long) rows
                * columns
                * (picture.height() * scale + GAP)
                * (picture.width() * scale + GAP)
            > MOST_PIXELS) {
      scale--;
    }
    return scale;
  }

  private static void draw(ArgbPixels picture, int scale, int[] argb, int corner, int width) {
    for (int y = 0; y < picture.height() * scale; y++) {
      for (int x = 0; x < picture.width() * scale; x++) {
        argb[corner + y * width + x] = picture.argb()[y / scale * picture.width() + x / scale];
      }
    }
  }
}
