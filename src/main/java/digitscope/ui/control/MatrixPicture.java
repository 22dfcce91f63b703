package digitscope.ui.control;

import digitscope.eval.CellChoice;
import digitscope.ui.control.MatrixFaces.Face;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** The cells of a matrix of many classes, in one picture. */
final class MatrixPicture extends Canvas {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double LEAST_SIZE_FOR_GAPS = 5;
  private static final double FAINT = 0.4;

  private final MatrixFonts fonts;
  private Optional<MatrixFaces> faces = Optional.empty();
  private Optional<CellChoice> choice = Optional.empty();
  private Runnable repaint = () -> {};

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
      repaint.run();
    }
  }

  /** Paints what is in sight. */
  void paint(MatrixLayout layout, MatrixOrder order) {
    repaint = () -> faces.ifPresent(some -> paint(some, layout, order));
    repaint.run();
  }

  private void paint(MatrixFaces some, MatrixLayout layout, MatrixOrder order) {
    setWidth(layout.right() - layout.left());
    setHeight(layout.bottom() - layout.top());
    relocate(layout.left(), layout.top());
    GraphicsContext graphics = getGraphicsContext2D();
    graphics.clearRect(0, 0, getWidth(), getHeight());
    graphics.setTextAlign(TextAlignment.CENTER);
    graphics.setTextBaseline(VPos.CENTER);
    MatrixWindow window = layout.window();
    for (int row = window.firstRow(); row < window.firstRow() + window.shown(); row++) {
      for (int column = window.firstColumn();
          column < window.firstColumn() + window.shown();
          column++) {
        CellChoice.Cell cell = new CellChoice.Cell(order.labelAt(row), order.labelAt(column));
        double x = layout.x(column) - layout.left();
        double y = layout.y(row) - layout.top();
        paint(graphics, some, layout, cell, x, y);
      }
    }
    if (choice.isPresent()) {
      outline(graphics, some, layout, order);
    }
  }

  private void paint(
      GraphicsContext graphics,
      MatrixFaces some,
      MatrixLayout layout,
      CellChoice.Cell cell,
      double x,
      double y) {
    double side = Math.min(layout.cellWidth(), layout.cellHeight());
    double gap = side >= LEAST_SIZE_FOR_GAPS ? 1 : 0;
    Color background = some.background(cell.actual(), cell.predicted());
    graphics.setFill(background);
    graphics.fillRect(x, y, layout.cellWidth() - gap, layout.cellHeight() - gap);
    if (side >= LEAST_SIZE_FOR_TEXT) {
      write(graphics, some.of(cell.actual(), cell.predicted()), cell, layout, x, y);
    }
  }

  /** Draws a line around what is chosen, along each side of a cell beyond which nothing is. */
  private void outline(
      GraphicsContext graphics, MatrixFaces some, MatrixLayout layout, MatrixOrder order) {
    graphics.setStroke(some.textOn(some.background(0, order.size() - 1)));
    graphics.setLineWidth(1);
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
          line(graphics, isChosen(order, row - 1, column), left, top, right, top);
          line(graphics, isChosen(order, row + 1, column), left, bottom, right, bottom);
          line(graphics, isChosen(order, row, column - 1), left, top, left, bottom);
          line(graphics, isChosen(order, row, column + 1), right, top, right, bottom);
        }
      }
    }
  }

  private static void line(
      GraphicsContext graphics, boolean isInside, double x1, double y1, double x2, double y2) {
    if (!isInside) {
      graphics.strokeLine(x1, y1, x2, y2);
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
      GraphicsContext graphics,
      Face face,
      CellChoice.Cell cell,
      MatrixLayout layout,
      double x,
      double y) {
    boolean isRight = cell.actual() == cell.predicted();
    boolean large = MatrixFonts.hasTwoLines(layout.cellWidth(), layout.cellHeight());
    boolean two = large && !face.detail().isEmpty();
    Font main = (isRight ? fonts.rightShare() : fonts.count()).get();
    Font detail = (isRight ? fonts.fraction() : fonts.share()).get();
    double middle = x + layout.cellWidth() / 2;
    double centre = y + layout.cellHeight() / 2;
    graphics.setFill(face.text().deriveColor(0, 1, 1, face.isFaint() ? FAINT : 1));
    graphics.setFont(main);
    graphics.fillText(
        large ? face.main() : face.narrow(layout.cellWidth()),
        middle,
        two ? centre - detail.getSize() / 2 : centre);
    if (two) {
      graphics.setFont(detail);
      graphics.fillText(face.detail(), middle, centre + main.getSize() / 2);
    }
  }
}
