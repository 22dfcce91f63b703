package digitscope.ui.control;

import digitscope.eval.CellChoice;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** One cell: its count and its part of the row, as far as there is room. */
final class MatrixCell extends Region {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double LEAST_SIZE_FOR_TWO_LINES = 34;
  private static final double SIDE_MARGIN = 3;

  private final int actual;
  private final int predicted;
  private final Text main = new Text();
  private final Text detail = new Text();
  private Color color = Color.TRANSPARENT;

  MatrixCell(int actual, int predicted) {
    this.actual = actual;
    this.predicted = predicted;
    setId("cell-" + actual + "-" + predicted);
    getStyleClass().add("matrix-cell");
    setMouseTransparent(true);
    main.setManaged(false);
    detail.setManaged(false);
    getChildren().addAll(main, detail);
  }

  int actual() {
    return actual;
  }

  int predicted() {
    return predicted;
  }

  boolean isRight() {
    return actual == predicted;
  }

  CellChoice choice() {
    return new CellChoice.Cell(actual, predicted);
  }

  void show(int count, int rowTotal, Color background, Color text) {
    String share =
        rowTotal == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / rowTotal);
    if (isRight()) {
      main.setText(share);
      detail.setText(count + "/" + rowTotal);
    } else {
      main.setText(String.valueOf(count));
      detail.setText(count == 0 ? "" : share);
    }
    double strength = count == 0 ? 0.4 : 1;
    main.setFill(text.deriveColor(0, 1, 1, strength));
    detail.setFill(text.deriveColor(0, 1, 1, 0.8));
    if (!background.equals(color)) {
      color = background;
      setBackground(
          new Background(new BackgroundFill(background, new CornerRadii(3), new Insets(1))));
    }
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double size = Math.min(getWidth(), getHeight());
    boolean two = size >= LEAST_SIZE_FOR_TWO_LINES && !detail.getText().isEmpty();
    main.setVisible(size >= LEAST_SIZE_FOR_TEXT);
    detail.setVisible(two);
    if (size < LEAST_SIZE_FOR_TEXT) {
      return;
    }
    fit(main, FontWeight.BOLD, Math.min(16, size * 0.27));
    fit(detail, FontWeight.NORMAL, Math.min(12, size * 0.21));
    if (two) {
      center(main, getHeight() * 0.36);
      center(detail, getHeight() * 0.68);
    } else {
      center(main, getHeight() / 2);
    }
  }

  /** Sets the font, smaller if the text would not fit in the cell. */
  private void fit(Text text, FontWeight weight, double size) {
    text.setFont(Font.font(null, weight, size));
    double width = text.getLayoutBounds().getWidth();
    double room = getWidth() - 2 * SIDE_MARGIN;
    if (width > room) {
      text.setFont(Font.font(null, weight, size * room / width));
    }
  }

  private void center(Text text, double middle) {
    text.relocate(
        (double) Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2),
        (double) Math.round(middle - text.getLayoutBounds().getHeight() / 2));
  }
}
