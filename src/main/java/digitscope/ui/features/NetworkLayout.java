package digitscope.ui.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the pictures of each column are. A column has several pictures side by side where that
 * makes them larger, and only some of its pictures where all of them would be too small.
 *
 * @param boxes one for each column
 */
record NetworkLayout(List<Box> boxes) {
  /** Height of the columns' heads. */
  static final double HEAD = 46;

  private static final double NARROWEST_GAP = 18;
  private static final double WIDEST_GAP = 84;

  /** The part of a column's width that lies between it and the next. */
  private static final double GAP_PART = 0.34;

  /** What the names and percents beside the classes need. */
  private static final double CLASS_NAMES = 72;

  /** What decides about the room that a column takes. */
  private enum Size {
    IMAGE(48, 280, 0, 1.2),
    MAPS(20, 96, 3, 1),
    WEIGHTS(20, 112, 3, 1),
    UNITS(7, 22, 3, 0.55),
    CLASSES(12, 22, 6, 0.4);

    private final double smallest;
    private final double largest;
    private final double gap;
    private final double share;

    Size(double smallest, double largest, double gap, double share) {
      this.smallest = smallest;
      this.largest = largest;
      this.gap = gap;
      this.share = share;
    }

    static Size of(NetworkColumn column, boolean hasWeights) {
      return switch (column.look()) {
        case IMAGE -> IMAGE;
        case MAPS -> MAPS;
        case UNITS -> hasWeights ? WEIGHTS : UNITS;
        case CLASSES -> CLASSES;
      };
    }
  }

  /** Part of the picture, screen pixels. */
  record Area(double x, double y, double width, double height) {
    double middle() {
      return y + height / 2;
    }

    boolean contains(double px, double py) {
      return px >= x && px < x + width && py >= y && py < y + height;
    }
  }

  /**
   * One column.
   *
   * @param left where its room begins
   * @param width of its room
   * @param x of its first picture
   * @param y of its first picture
   * @param tileWidth of each picture
   * @param tileHeight of each picture
   * @param gap between two pictures
   * @param across number of pictures side by side
   * @param shown number of pictures
   */
  record Box(
      double left,
      double width,
      double x,
      double y,
      double tileWidth,
      double tileHeight,
      double gap,
      int across,
      int shown) {
    /** Where a picture is. */
    Area tile(int slot) {
      return new Area(
          x + slot % across * (tileWidth + gap),
          y + Math.floorDiv(slot, across) * (tileHeight + gap),
          tileWidth,
          tileHeight);
    }

    /** Which picture is at a place. */
    Optional<Integer> slotAt(double px, double py) {
      for (int slot = 0; slot < shown; slot++) {
        if (tile(slot).contains(px, py)) {
          return Optional.of(slot);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Fits columns into a width and a height.
   *
   * @param hasWeights for each column whether its units are drawn by their weights
   */
  static NetworkLayout of(
      List<NetworkColumn> columns, List<Boolean> hasWeights, double width, double height) {
    if (columns.isEmpty()) {
      return new NetworkLayout(List.of());
    }
    double shares = -GAP_PART;
    for (int i = 0; i < columns.size(); i++) {
      shares += Size.of(columns.get(i), hasWeights.get(i)).share + GAP_PART;
    }
    double names = columns.stream().mapToDouble(NetworkLayout::besides).sum();
    double forPictures = width - names;
    double gap = Math.max(NARROWEST_GAP, Math.min(WIDEST_GAP, forPictures / shares * GAP_PART));
    double room = forPictures - gap * (columns.size() - 1);
    double all = shares - GAP_PART * (columns.size() - 1);
    List<Box> boxes = new ArrayList<>();
    double left = 0;
    for (int i = 0; i < columns.size(); i++) {
      Size size = Size.of(columns.get(i), hasWeights.get(i));
      double own = room * size.share / all + besides(columns.get(i));
      boxes.add(fit(columns.get(i), size, left, own, height));
      left += own + gap;
    }
    return new NetworkLayout(boxes);
  }

  /** The width of what is written beside the pictures of a column. */
  private static double besides(NetworkColumn column) {
    return column.look() == NetworkColumn.Look.CLASSES ? CLASS_NAMES : 0;
  }

  /** The width at which every column has room for a picture. */
  static double leastWidth(List<NetworkColumn> columns) {
    return columns.size() * (Size.MAPS.smallest * 2 + NARROWEST_GAP);
  }

  private static Box fit(
      NetworkColumn column, Size size, double left, double width, double height) {
    double room = Math.max(size.smallest, height - HEAD);
    int mostAcross = size == Size.CLASSES ? 1 : column.count();
    double side = 0;
    int across = 1;
    for (int k = 1; k <= mostAcross; k++) {
      int rows = (column.count() + k - 1) / k;
      double fits =
          Math.min((width + size.gap) / k - size.gap, (room + size.gap) / rows - size.gap);
      if (fits > side) {
        side = fits;
        across = k;
      }
    }
    side = Math.floor(Math.min(size.largest, side));
    int shown = column.count();
    if (side < size.smallest) {
      side = size.smallest;
      across = Math.max(1, Math.min(mostAcross, count(width, size)));
      shown = Math.min(column.count(), across * Math.max(1, count(room, size)));
    } else {
      across = Math.max(across, (int) Math.ceil(shown / Math.max(1, count(room, side, size.gap))));
      across = Math.min(mostAcross, across);
    }
    int rows = (shown + across - 1) / across;
    double usedWidth = across * (side + size.gap) - size.gap;
    double usedHeight = rows * (side + size.gap) - size.gap;
    double x = size == Size.CLASSES ? left : left + Math.max(0, (width - usedWidth) / 2);
    double y = HEAD + Math.max(0, (room - usedHeight) / 2);
    double tall = (double) column.stack().height() / column.stack().width();
    boolean isPicture = size == Size.IMAGE || size == Size.MAPS;
    double tileWidth = isPicture && tall > 1 ? side / tall : side;
    double tileHeight = isPicture && tall < 1 ? side * tall : side;
    return new Box(
        left, width, Math.floor(x), Math.floor(y), tileWidth, tileHeight, size.gap, across, shown);
  }

  private static int count(double length, Size size) {
    return (int) count(length, size.smallest, size.gap);
  }

  private static double count(double length, double side, double gap) {
    return Math.floor((length + gap) / (side + gap));
  }
}
