package digitscope.ui.control.images;

import java.util.List;
import javafx.scene.image.Image;

/**
 * All tiles of a grid in one picture, as one is handed to the graphics card faster than hundreds.
 * Each has a frame of one pixel that repeats its edge, because what enlarges a part of a picture
 * takes a little from beyond its edges.
 */
public final class MapSheet {
  private final int columns;
  private final int strideX;
  private final int strideY;
  private final Image image;

  /** Puts tiles into one picture. */
  public MapSheet(List<MapTile> tiles) {
    columns = (int) Math.max(1, Math.ceil(Math.sqrt(tiles.size())));
    strideX = tiles.stream().mapToInt(MapTile::width).max().orElse(1) + 2;
    strideY = tiles.stream().mapToInt(MapTile::height).max().orElse(1) + 2;
    int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
    int[] argb = new int[columns * strideX * rows * strideY];
    for (int i = 0; i < tiles.size(); i++) {
      copy(tiles.get(i), argb, left(i), top(i));
    }
    image = PixelImages.image(argb, rows * strideY, columns * strideX);
  }

  private void copy(MapTile tile, int[] argb, int left, int top) {
    for (int y = -1; y <= tile.height(); y++) {
      int row = Math.max(0, Math.min(tile.height() - 1, y));
      int to = (top + y) * columns * strideX + left;
      System.arraycopy(tile.argb(), row * tile.width(), argb, to, tile.width());
      argb[to - 1] = argb[to];
      argb[to + tile.width()] = argb[to + tile.width() - 1];
    }
  }

  /** The picture that has all tiles. */
  public Image image() {
    return image;
  }

  /** Column of the picture at which a tile begins. */
  public int left(int tile) {
    return tile % columns * strideX + 1;
  }

  /** Row of the picture at which a tile begins. */
  public int top(int tile) {
    return tile / columns * strideY + 1;
  }
}
