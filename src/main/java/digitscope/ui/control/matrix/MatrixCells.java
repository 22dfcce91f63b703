package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.eval.ConfusionAt;
import digitscope.ui.control.matrix.MatrixLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/**
 * The cells of a matrix: a node each, which show their courses and light up, or of many classes one
 * picture, as thousands of nodes take seconds to be styled.
 */
final class MatrixCells {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  /** With more cells, too much would move at once, and courses would be too small to see. */
  private static final int MOST_NODES = 400;

  private final MatrixFlash flash = new MatrixFlash();
  private final MatrixFonts fonts;
  private final List<MatrixCell> nodes = new ArrayList<>();
  private final MatrixPicture picture;
  private int count;

  MatrixCells(MatrixFonts fonts) {
    this.fonts = fonts;
    this.picture = new MatrixPicture(fonts);
  }

  /** Rebuilds the cells. */
  List<Node> rebuild(int classes) {
    nodes.clear();
    count = classes * classes;
    if (!isMoving()) {
      return List.of(picture);
    }
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        nodes.add(new MatrixCell(row, column, fonts));
      }
    }
    return List.copyOf(nodes);
  }

  /** Whether cells show their courses and light up. */
  boolean isMoving() {
    return count <= MOST_NODES;
  }

  /**
   * Shows what cells say.
   *
   * @param courses what courses are drawn of
   * @param hasChanged whether a cell is to light up
   */
  void show(
      MatrixFaces faces, List<ConfusionAt> courses, BiPredicate<Integer, Integer> hasChanged) {
    picture.show(faces);
    List<MatrixCell> changed = new ArrayList<>();
    for (MatrixCell cell : nodes) {
      cell.show(faces.of(cell.actual(), cell.predicted()));
      cell.showCourse(courses);
      if (hasChanged.test(cell.actual(), cell.predicted())) {
        changed.add(cell);
      }
    }
    if (!changed.isEmpty()) {
      flash.play(changed);
    }
  }

  void showChoice(Optional<CellChoice> choice) {
    picture.showChoice(choice);
    for (MatrixCell cell : nodes) {
      boolean selected =
          choice.filter(some -> some.includes(cell.actual(), cell.predicted())).isPresent();
      cell.pseudoClassStateChanged(SELECTED, selected);
    }
  }

  void place(MatrixLayout layout, MatrixOrder order) {
    if (!isMoving()) {
      picture.paint(layout, order);
    }
    for (MatrixCell cell : nodes) {
      Place place = new Place(order.placeOf(cell.actual()), order.placeOf(cell.predicted()));
      cell.setVisible(layout.window().has(place));
      if (cell.isVisible()) {
        cell.resizeRelocate(
            layout.x(place.column()),
            layout.y(place.row()),
            layout.cellWidth(),
            layout.cellHeight());
      }
    }
  }
}
