package digitscope.explore;

import java.util.OptionalInt;

/** Finds the point of a layout that is nearest to a place, by a grid of cells. */
public final class PointIndex {
  private static final int POINTS_A_CELL = 4;

  private final Embedding layout;
  private final Extent extent;
  private final int columns;
  private final int rows;
  private final double cell;
  private final int[] starts;
  private final int[] points;

  /**
   * The rectangle that points are in.
   *
   * @param minX least first coordinate
   * @param minY least second coordinate
   * @param maxX greatest first coordinate
   * @param maxY greatest second coordinate
   */
  public record Extent(double minX, double minY, double maxX, double maxY) {
    static Extent of(Embedding layout) {
      double minX = Double.POSITIVE_INFINITY;
      double minY = Double.POSITIVE_INFINITY;
      double maxX = Double.NEGATIVE_INFINITY;
      double maxY = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < layout.size(); i++) {
        minX = Math.min(minX, layout.xs()[i]);
        maxX = Math.max(maxX, layout.xs()[i]);
        minY = Math.min(minY, layout.ys()[i]);
        maxY = Math.max(maxY, layout.ys()[i]);
      }
      return new Extent(minX, minY, maxX, maxY);
    }

    public double width() {
      return maxX - minX;
    }

    public double height() {
      return maxY - minY;
    }
  }

  /**
   * Sorts the points into cells.
   *
   * @param layout at least one point
   */
  public PointIndex(Embedding layout) {
    this.layout = layout;
    extent = Extent.of(layout);
    double side = Math.max(extent.width(), extent.height());
    int most = (int) Math.ceil(Math.sqrt((double) layout.size() / POINTS_A_CELL));
    cell = side > 0 ? side / most : 1;
    columns = (int) (extent.width() / cell) + 1;
    rows = (int) (extent.height() / cell) + 1;
    starts = new int[columns * rows + 1];
    for (int i = 0; i < layout.size(); i++) {
      starts[cellOf(i) + 1]++;
    }
    for (int c = 0; c < columns * rows; c++) {
      starts[c + 1] += starts[c];
    }
    int[] free = starts.clone();
    points = new int[layout.size()];
    for (int i = 0; i < layout.size(); i++) {
      points[free[cellOf(i)]++] = i;
    }
  }

  /** Where the points are. */
  public Extent extent() {
    return extent;
  }

  /** The point nearest to a place, if one is within {@code distance}. */
  public OptionalInt nearest(double x, double y, double distance) {
    int nearest = -1;
    double least = distance * distance;
    int fromRow = Math.max(0, (int) Math.floor((y - distance - extent.minY()) / cell));
    int toRow = Math.min(rows - 1, (int) Math.floor((y + distance - extent.minY()) / cell));
    int fromColumn = Math.max(0, (int) Math.floor((x - distance - extent.minX()) / cell));
    int toColumn = Math.min(columns - 1, (int) Math.floor((x + distance - extent.minX()) / cell));
    for (int row = fromRow; row <= toRow; row++) {
      for (int column = fromColumn; column <= toColumn; column++) {
        int place = row * columns + column;
        for (int k = starts[place]; k < starts[place + 1]; k++) {
          double dx = layout.xs()[points[k]] - x;
          double dy = layout.ys()[points[k]] - y;
          if (dx * dx + dy * dy <= least) {
            least = dx * dx + dy * dy;
            nearest = points[k];
          }
        }
      }
    }
    return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
  }

  private int cellOf(int point) {
    int column = (int) ((layout.xs()[point] - extent.minX()) / cell);
    int row = (int) ((layout.ys()[point] - extent.minY()) / cell);
    return Math.min(row, rows - 1) * columns + Math.min(column, columns - 1);
  }
}
