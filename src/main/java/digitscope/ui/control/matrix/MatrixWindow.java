package digitscope.ui.control.matrix;

import digitscope.ui.control.matrix.MatrixLayout.Place;

/**
 * The part of a matrix that is shown: as many rows as columns, moved by whole ones.
 *
 * @param classes rows and columns of the matrix
 * @param shown rows and columns that are shown
 * @param firstRow the first row that is shown
 * @param firstColumn the first column that is shown
 */
record MatrixWindow(int classes, int shown, int firstRow, int firstColumn) {
  /** So few are shown at most closely. */
  private static final int FEWEST = 6;

  MatrixWindow {
    shown = Math.min(classes, Math.max(FEWEST, shown));
    firstRow = Math.max(0, Math.min(classes - shown, firstRow));
    firstColumn = Math.max(0, Math.min(classes - shown, firstColumn));
  }

  static MatrixWindow whole(int classes) {
    return new MatrixWindow(classes, classes, 0, 0);
  }

  boolean isWhole() {
    return shown == classes;
  }

  /** Shows {@code factor} times as much, with a place staying about where it is. */
  MatrixWindow zoomed(double factor, Place about) {
    int next = (int) Math.round(shown * factor);
    MatrixWindow sized = new MatrixWindow(classes, next, firstRow, firstColumn);
    double part = shown == 0 ? 0 : (double) sized.shown / shown;
    return new MatrixWindow(
        classes,
        sized.shown,
        moved(firstRow, Math.max(firstRow, about.row()), part),
        moved(firstColumn, Math.max(firstColumn, about.column()), part));
  }

  private static int moved(int first, int about, double part) {
    return (int) Math.round(about - (about - first) * part);
  }

  MatrixWindow scrolled(int rows, int columns) {
    return new MatrixWindow(classes, shown, firstRow + rows, firstColumn + columns);
  }

  /** Moves no farther than is needed to have a place in sight; heads always are. */
  MatrixWindow revealing(Place place) {
    return new MatrixWindow(
        classes, shown, revealed(firstRow, place.row()), revealed(firstColumn, place.column()));
  }

  private int revealed(int first, int index) {
    if (index < 0) {
      return first;
    }
    return index < first ? index : Math.max(first, index - shown + 1);
  }

  boolean hasRow(int row) {
    return row < 0 || (row >= firstRow && row < firstRow + shown);
  }

  boolean hasColumn(int column) {
    return column < 0 || (column >= firstColumn && column < firstColumn + shown);
  }

  boolean has(Place place) {
    return hasRow(place.row()) && hasColumn(place.column());
  }
}
