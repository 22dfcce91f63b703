package digitscope.ui.control.matrix;

import digitscope.eval.CellChoice;
import digitscope.ui.control.Brush;
import digitscope.ui.control.CanvasBrush;
import digitscope.ui.control.matrix.MatrixFaces.Face;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** The cells of a matrix of many classes, in one picture. */
final class MatrixPicture extends Canvas implements Brush.Painting {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double LEAST_SIZE_FOR_GAPS = 5;
  private static final double FAINT = 0.6;

  private final MatrixFonts fonts;
  private Optional<MatrixFaces> faces = Optional.empty();
  private Optional<CellChoice> choice = Optional.empty();
  private Consumer<Brush> drawing = brush -> {};

  MatrixPicture(MatrixFonts fonts) {
    this.fonts = fonts;
    getStyleClass().add("matrix-picture");
    setMouseTransparent(true);
  }

  void show(MatrixFaces next) {
    faces = Optional.of(next);
  }

  void showChoice(Optional<CellChoice> next) {
    if (!choice.equals(next)) {
      choice = next;
      repaint();
    }
  }

  /** Paints what is in sight. */
  void paint(MatrixLayout layout, MatrixOrder order) {
    setWidth(layout.right() - layout.left());
    setHeight(layout.bottom() - layout.top());
    relocate(layout.left(), layout.top());
    drawing = brush -> faces.ifPresent(some -> paint(brush, some, layout, order));
    repaint();
  }

  private void repaint() {
    getGraphicsContext2D().clearRect(0, 0, getWidth(), getHeight());
    paint(new CanvasBrush(getGraphicsContext2D()));
  }

  @Override
  public void paint(Brush brush) {
    drawing.accept(brush);
  }

  private void paint(Brush brush, MatrixFaces some, MatrixLayout layout, MatrixOrder order) {
    MatrixWindow window = layout.window();
    for (int row = window.firstRow(); row < window.firstRow() + window.shown(); row++) {
      for (int column = window.firstColumn();
          column < window.firstColumn() + window.shown();
          column++) {
        CellChoice.Cell cell = new CellChoice.Cell(order.labelAt(row), order.labelAt(column));
        double x = layout.x(column) - layout.left();
        double y = layout.y(row) - layout.top();
        paint(brush, some, layout, cell, x, y);
      }
    }
    if (choice.isPresent()) {
      outline(brush, some, layout, order);
    }
  }

  private void paint(
      Brush brush,
      MatrixFaces some,
      MatrixLayout layout,
      CellChoice.Cell cell,
      double x,
      double y) {
    double side = Math.min(layout.cellWidth(), layout.cellHeight());
    double gap = side >= LEAST_SIZE_FOR_GAPS ? 1 : 0;
    Color background = some.background(cell.actual(), cell.predicted());
    brush.rectangle(x, y, layout.cellWidth() - gap, layout.cellHeight() - gap, background);
    if (side >= LEAST_SIZE_FOR_TEXT) {
      write(brush, some.of(cell.actual(), cell.predicted()), cell, layout, x, y);
    }
  }

  /** Draws a line around what is chosen, along each side of a cell beyond which nothing is. */
  private void outline(Brush brush, MatrixFaces some, MatrixLayout layout, MatrixOrder order) {
    Color stroke = some.textOn(some.background(0, order.size() - 1));
    MatrixWindow window = layout.window();
    for (int row = window.firstRow(); row < window.firstRow() + window.shown(); row++) {
      for (int column = window.firstColumn();
          column < window.firstColumn() + window.shown();
          column++) {
        if (isChosen(order, row, column)) {
          double left = layout.x(column) - layout.left() + 0.5;
          double top = layout.y(row) - layout.top() + 0.5;
          double right = left + layout.cellWidth() - 1;
          double bottom = top + layout.cellHeight() - 1;
          if (!isChosen(order, row - 1, column)) {
            brush.line(left, top, right, top, stroke);
          }
          if (!isChosen(order, row + 1, column)) {
            brush.line(left, bottom, right, bottom, stroke);
          }
          if (!isChosen(order, row, column - 1)) {
            brush.line(left, top, left, bottom, stroke);
          }
          if (!isChosen(order, row, column + 1)) {
            brush.line(right, top, right, bottom, stroke);
          }
        }
      }
    }
  }

  private boolean isChosen(MatrixOrder order, int row, int column) {
    int last = order.size() - 1;
    return row >= 0
        && column >= 0
        && row <= last
        && column <= last
        && choice.filter(c -> c.includes(order.labelAt(row), order.labelAt(column))).isPresent();
  }

  private void write(
      Brush brush, Face face, CellChoice.Cell cell, MatrixLayout layout, double x, double y) {
    boolean isRight = cell.actual() == cell.predicted();
    boolean large = MatrixFonts.hasTwoLines(layout.cellWidth(), layout.cellHeight());
    boolean two = large && !face.detail().isEmpty();
    Font main = (isRight ? fonts.rightShare() : fonts.count()).get();
    Font detail = (isRight ? fonts.fraction() : fonts.share()).get();
    double middle = x + layout.cellWidth() / 2;
    double center = y + layout.cellHeight() / 2;
    Color fill = face.text().deriveColor(0, 1, 1, face.isFaint() ? FAINT : 1);
    brush.text(
        large ? face.main() : face.narrow(layout.cellWidth()),
        main,
        fill,
        middle,
        two ? center - detail.getSize() / 2 : center);
    if (two) {
      brush.text(face.detail(), detail, fill, middle, center + main.getSize() / 2);
    }
  }
}
