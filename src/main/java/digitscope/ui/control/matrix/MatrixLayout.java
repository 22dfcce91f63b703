package digitscope.ui.control.matrix;

/**
 * Where the cells of a matrix lie. Row and column -1 are the heads.
 *
 * @param window the rows and columns that are shown
 * @param left of the first cell that is shown, pixels
 * @param top of the first cell that is shown, pixels
 * @param cellWidth of a cell, whole pixels
 * @param cellHeight of a cell, whole pixels
 * @param headWidth width of the heads of rows, left of the cells
 * @param headHeight height of the heads of columns, above the cells
 * @param rightMargin width of what stands right of the cells
 * @param bottomMargin height of what stands below the cells
 */
record MatrixLayout(
    MatrixWindow window,
    double left,
    double top,
    double cellWidth,
    double cellHeight,
    double headWidth,
    double headHeight,
    double rightMargin,
    double bottomMargin) {
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

  static MatrixLayout none() {
    return new MatrixLayout(MatrixWindow.whole(0), 0, 0, 1, 1, 0, 0, 0, 0);
  }

  /** With cells as large as fit, neither much wider than high nor much higher than wide. */
  MatrixLayout fittedTo(double width, double height) {
    int shown = Math.max(1, window.shown());
    double high = Math.floor(Math.max(0, height - top - bottomMargin) / shown);
    double wide = Math.floor(Math.max(0, width - left - rightMargin) / shown);
    wide = Math.min(wide, Math.floor(high * WIDEST));
    high = Math.min(high, Math.floor(wide * HIGHEST));
    return new MatrixLayout(
        window,
        left,
        top,
        Math.max(1, wide),
        Math.max(1, high),
        headWidth,
        headHeight,
        rightMargin,
        bottomMargin);
  }

  double x(int column) {
    return column < 0 ? left - headWidth : left + (column - window.firstColumn()) * cellWidth;
  }

  double y(int row) {
    return row < 0 ? top - headHeight : top + (row - window.firstRow()) * cellHeight;
  }

  double right() {
    return left + window.shown() * cellWidth;
  }

  double bottom() {
    return top + window.shown() * cellHeight;
  }

  /** Whether a point lies on the cells, their heads, the corner, or a margin. */
  boolean contains(double x, double y) {
    return x >= left - headWidth
        && x < right() + rightMargin
        && y >= top - headHeight
        && y < bottom() + bottomMargin;
  }

  /** What is at a point that lies within; what stands in a margin is of its row or column. */
  Place at(double x, double y) {
    boolean isBesideRows = x < left || x >= right();
    boolean isBesideColumns = y < top || y >= bottom();
    return new Place(
        isBesideColumns ? -1 : window.firstRow() + (int) ((y - top) / cellHeight),
        isBesideRows ? -1 : window.firstColumn() + (int) ((x - left) / cellWidth));
  }
}
