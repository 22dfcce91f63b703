package digitscope.ui.features;

import digitscope.ui.control.images.MapTile;
import digitscope.ui.control.images.PixelImages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The colors of a stack: diverging around 0 where values before activation, kernels or negative
 * values are shown, sequential from 0 up where all are positive.
 *
 * @param diverging whether 0 is the middle of the scale
 * @param low value of the first color
 * @param high value of the last color
 */
record MapColors(boolean diverging, float low, float high) {
  /** The scale that all pictures of a stack share. */
  static MapColors of(MapStack stack) {
    return of(stack, stack.range());
  }

  /** The scale of one picture alone. */
  static MapColors of(MapStack stack, int map) {
    return of(stack, stack.range(map));
  }

  private static MapColors of(MapStack stack, MapStack.Range range) {
    boolean signed =
        stack.isDifference()
            || stack.kind() == MapStack.Kind.KERNELS
            || stack.kind() == MapStack.Kind.PRE_ACTIVATION;
    return signed || range.low() < 0
        ? new MapColors(true, -range.largest(), range.largest())
        : new MapColors(false, 0, range.high());
  }

  /** All pictures of a stack as tiles. */
  static List<MapTile> tiles(MapStack stack, boolean common, IntFunction<String> caption) {
    MapColors shared = of(stack);
    List<MapTile> tiles = new ArrayList<>(stack.count());
    for (int map = 0; map < stack.count(); map++) {
      MapColors own = common || stack.isVector() ? shared : of(stack, map);
      tiles.add(own.tile(stack, map, caption.apply(map)));
    }
    return tiles;
  }

  /** One picture of a stack as a tile. */
  MapTile tile(MapStack stack, int map, String caption) {
    int from = map * stack.size();
    int[] argb =
        diverging
            ? PixelImages.divergingArgb(stack.values(), from, stack.size(), high)
            : PixelImages.sequentialArgb(stack.values(), from, stack.size(), low, high);
    return new MapTile(stack.height(), stack.width(), argb, caption);
  }

  /** The scale itself, from {@link #low} on the left to {@link #high} on the right. */
  int[] gradient(int width, int height) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      float part = i % width / (width - 1f);
      argb[i] =
          diverging ? PixelImages.divergingArgb(2 * part - 1) : PixelImages.sequentialArgb(part);
    }
    return argb;
  }
}
