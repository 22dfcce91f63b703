package digitscope.ui.data;

import digitscope.explore.Embedding;
import digitscope.explore.SetMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Paints the points of a map as pixels: 60,000 of them in a few milliseconds, on any thread.
 *
 * @param map the points
 * @param color ARGB of a point by its number
 * @param stands whether a point is painted in full; the others are faint, and below them
 * @param isLarge whether the points that stand are larger than the others
 */
record MapPainter(SetMap map, IntUnaryOperator color, IntPredicate stands, boolean isLarge) {
  private static final int FAINT = 0x2a000000;
  private static final int CLEAR = 0xd8000000;
  private static final double LEAST_SIDE = 2;
  private static final double MOST_SIDE = 7;
  private static final double LEAST_LARGE_SIDE = 6;
  private static final double LARGE = 1.5;

  MapPainter(SetMap map, IntUnaryOperator color, IntPredicate stands) {
    this(map, color, stands, false);
  }

  /** The same points painted where another map has them. */
  MapPainter at(SetMap other) {
    return new MapPainter(other, color, stands, isLarge);
  }

  /** How a picture turned out: ARGB pixels in [height, width] order, transparent between points. */
  record Picture(int width, int height, int[] argb) {}

  /**
   * Paints what is in sight.
   *
   * @param density pixels of the screen in a pixel of the viewport
   */
  Picture paint(Viewport view, double density) {
    int width = Math.max(1, (int) Math.round(view.width() * density));
    int height = Math.max(1, (int) Math.round(view.height() * density));
    Picture picture = new Picture(width, height, new int[width * height]);
    double side = side(view);
    double standing = isLarge ? Math.max(LEAST_LARGE_SIDE, LARGE * side) : side;
    paint(picture, view, density, (int) Math.round(side * density), false);
    paint(picture, view, density, (int) Math.round(standing * density), true);
    return picture;
  }

  /** Points are larger the more room each has. */
  private double side(Viewport view) {
    double spread = Math.sqrt(view.width() * view.height() / map.size());
    return Math.max(LEAST_SIDE, Math.min(MOST_SIDE, spread / 2.5));
  }

  private void paint(Picture picture, Viewport view, double density, int side, boolean standing) {
    Embedding layout = map.layout();
    int alpha = standing ? CLEAR : FAINT;
    for (int i = 0; i < map.size(); i++) {
      if (stands.test(i) == standing) {
        int left = (int) (view.pixelX(layout.xs()[i]) * density) - side / 2;
        int top = (int) (view.pixelY(layout.ys()[i]) * density) - side / 2;
        if (left > -side && top > -side && left < picture.width && top < picture.height) {
          fill(picture, left, top, side, (color.applyAsInt(i) & 0xffffff) | alpha);
        }
      }
    }
  }

  /** A square without its corners if it is large enough to have any. */
  private static void fill(Picture picture, int left, int top, int side, int argb) {
    for (int y = Math.max(0, top); y < Math.min(picture.height, top + side); y++) {
      boolean edge = side > 3 && (y == top || y == top + side - 1);
      int from = Math.max(0, edge ? left + 1 : left);
      int to = Math.min(picture.width, edge ? left + side - 1 : left + side);
      for (int x = from; x < to; x++) {
        picture.argb[y * picture.width + x] = argb;
      }
    }
  }
}
