package digitscope.ui.control;

/**
 * Where the cells of a matrix lie. Row and column -1 are the heads.
 *
 * @param classes number of rows and of columns
 * @param left of the first cell, pixels
 * @param top of the first cell, pixels
 * @param cellWidth of a cell, whole pixels
 * @param cellHeight of a cell, whole pixels
 * @param headWidth width of the heads of rows, left of the cells
 * @param headHeight height of the heads of columns, above the cells
 */
record MatrixLayout(
    int classes,
    double left,
    double top,
    double cellWidth,
    double cellHeight,
    double headWidth,
    double headHeight) {
  private static final double WIDEST = 1.4;
  private static final double HIGHEST = 1.25;

  /** A head, a cell, or with row and column -1 the corner. */
  record Place(int row, int column) {
    Place moved(int rows, int columns, int classes) {
      return new Place(
          Math.max(-1, Math.min(classes - 1, row + rows)),
          Math.max(-1, Math.min(classes - 1, column + columns)));
    }
  }

  /** Cells as large as fit, neither much wider than high nor much higher than wide. */
  static MatrixLayout fit(
      int classes,
      double left,
      double top,
      double width,
      double height,
      double headWidth,
      double headHeight) {
    double cellHeight = Math.floor(height / Math.max(1, classes));
    double cellWidth = Math.floor(width / Math.max(1, classes));
    cellWidth = Math.min(cellWidth, Math.floor(cellHeight * WIDEST));
    cellHeight = Math.min(cellHeight, Math.floor(cellWidth * HIGHEST));
    return new MatrixLayout(
        classes, left, top, Math.max(1, cellWidth), Math.max(1, cellHeight), headWidth, headHeight);
  }

  double x(int column) {
    return column < 0 ? left - headWidth : left + column * cellWidth;
  }

  double y(int row) {
    return row < 0 ? top - headHeight : top + row * cellHeight;
  }

  double right() {
    return x(classes);
  }

  double bottom() {
    return y(classes);
  }

  /** Whether a point lies on the cells, their heads or the corner. */
  boolean contains(double x, double y) {
    return x >= left - headWidth && x < right() && y >= top - headHeight && y < bottom();
  }

  /** What is at a point that lies within. */
  Place at(double x, double y) {
    return new Place(
        (int) Math.floor(Math.max(-1, (y - top) / cellHeight)),
        (int) Math.floor(Math.max(-1, (x - left) / cellWidth)));
  }
}
