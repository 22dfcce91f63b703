package digitscope.ui.control.images;

import java.util.List;
import java.util.Optional;

/**
 * Where the tiles of a grid are. All have as much room as the largest.
 *
 * @param count number of tiles
 * @param mapHeight height of a tile, its own pixels
 * @param mapWidth width of a tile, its own pixels
 * @param scale screen pixels a pixel of a tile
 * @param captionHeight of each tile, screen pixels
 * @param gap between two tiles, screen pixels
 * @param columns number of tiles in a row
 */
record MapGridLayout(
    int count,
    int mapHeight,
    int mapWidth,
    double scale,
    double captionHeight,
    double gap,
    int columns) {
  /** Higher than this no graphics card paints at once, screen pixels. */
  private static final double MAX_HEIGHT = 4096;

  private static final double CAPTION_LINE = 15;
  private static final double SMALLEST_CAPTIONED = 22;
  private static final double WIDE_GAP = 8;
  private static final double NARROW_GAP = 2;

  /**
   * Fits the tiles into a width.
   *
   * @param side wanted side of a tile's picture, screen pixels
   * @param even whether each pixel of a tile covers a whole number of pixels of the screen, so that
   *     all look alike, even if the side is then only about what was wanted
   */
  static MapGridLayout of(List<MapTile> tiles, double side, boolean even, double width) {
    int height = tiles.stream().mapToInt(MapTile::height).max().orElse(1);
    int wide = tiles.stream().mapToInt(MapTile::width).max().orElse(1);
    int lines = tiles.stream().mapToInt(tile -> lines(tile.caption())).max().orElse(0);
    double fit = side / Math.max(height, wide);
    double scale = even ? Math.max(1, Math.round(fit)) : fit;
    MapGridLayout layout = of(tiles.size(), height, wide, scale, lines, width);
    while (layout.height() > MAX_HEIGHT && layout.scale > 1) {
      layout = of(tiles.size(), height, wide, layout.scale - 1, lines, width);
    }
    return layout;
  }

  private static MapGridLayout of(
      int count, int height, int wide, double scale, int lines, double width) {
    boolean captioned = wide * scale >= SMALLEST_CAPTIONED;
    double gap = captioned ? WIDE_GAP : NARROW_GAP;
    int columns = (int) Math.max(1, Math.floor((width + gap) / (wide * scale + gap)));
    double caption = captioned ? lines * CAPTION_LINE : 0;
    return new MapGridLayout(
        count, height, wide, scale, caption, gap, Math.min(columns, Math.max(1, count)));
  }

  private static int lines(String caption) {
    // Asked for hundreds of captions at each renewal of the maps.
    int lines = caption.isEmpty() ? 0 : 1;
    for (int i = caption.indexOf('\n'); i >= 0; i = caption.indexOf('\n', i + 1)) {
      lines++;
    }
    return lines;
  }

  int rows() {
    return (count + columns - 1) / columns;
  }

  double pictureWidth() {
    return mapWidth * scale;
  }

  double pictureHeight() {
    return mapHeight * scale;
  }

  double width() {
    return columns * (pictureWidth() + gap) - gap;
  }

  double height() {
    return Math.max(0, rows() * rowHeight() - gap);
  }

  double left(int tile) {
    return tile % columns * (pictureWidth() + gap);
  }

  double top(int tile) {
    int row = tile / columns;
    return row * rowHeight();
  }

  /** The pixel of a tile at a place, unless that is between or below the pictures. */
  Optional<MapGrid.Spot> spotAt(double x, double y) {
    int column = (int) Math.floor(x / (pictureWidth() + gap));
    int row = (int) Math.floor(y / rowHeight());
    int tile = row * columns + column;
    if (x < 0 || y < 0 || column >= columns || tile >= count) {
      return Optional.empty();
    }
    int pixelRow = (int) ((y - top(tile)) / scale);
    int pixelColumn = (int) ((x - left(tile)) / scale);
    return pixelRow < mapHeight && pixelColumn < mapWidth
        ? Optional.of(new MapGrid.Spot(tile, pixelRow, pixelColumn))
        : Optional.empty();
  }

  private double rowHeight() {
    return pictureHeight() + captionHeight + gap;
  }
}
