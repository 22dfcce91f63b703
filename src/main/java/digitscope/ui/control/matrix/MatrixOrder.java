package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.ui.control.matrix.MatrixLayout.Place;
import java.util.List;

/** Which class stands at which place of a matrix, in rows and columns alike. */
final class MatrixOrder {
  private final int[] labels;
  private final int[] places;

  /**
   * @param labels every label once, from the top and from the left
   */
  MatrixOrder(List<Integer> labels) {
    this.labels = labels.stream().mapToInt(label -> label).toArray();
    this.places = new int[this.labels.length];
    for (int i = 0; i < places.length; i++) {
      places[this.labels[i]] = i;
    }
  }

  /** Number of classes. */
  int size() {
    return labels.length;
  }

  /** The row and column of a label. */
  int placeOf(int label) {
    return places[label];
  }

  /** The label of a row and column. */
  int labelAt(int place) {
    return labels[place];
  }

  /** What is chosen at a place. */
  CellChoice choice(Place place) {
    if (place.row() < 0) {
      return place.column() < 0
          ? new CellChoice.AllErrors()
          : new CellChoice.FalsePositives(labels[place.column()]);
    }
    return place.column() < 0
        ? new CellChoice.FalseNegatives(labels[place.row()])
        : new CellChoice.Cell(labels[place.row()], labels[place.column()]);
  }
}
