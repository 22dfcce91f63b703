package digitscope.ui.control;

import digitscope.eval.CellChoice;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/** One cell: its count and its part of the row, as far as there is room. */
final class MatrixCell extends Region {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double LEAST_SIZE_FOR_TWO_LINES = 34;

  private final int actual;
  private final int predicted;
  private final Text main = new Text();
  private final Text detail = new Text();
  private Color color = Color.TRANSPARENT;

  MatrixCell(int actual, int predicted, MatrixFonts fonts) {
    this.actual = actual;
    this.predicted = predicted;
    setId("cell-" + actual + "-" + predicted);
    getStyleClass().add("matrix-cell");
    setMouseTransparent(true);
    // Bound, so that a style sheet that sets the font of everything leaves them alone.
    main.fontProperty().bind(isRight() ? fonts.rightShare() : fonts.count());
    detail.fontProperty().bind(isRight() ? fonts.fraction() : fonts.share());
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
    double mainHeight = main.getLayoutBounds().getHeight();
    double detailHeight = two ? detail.getLayoutBounds().getHeight() : 0;
    double top = (getHeight() - mainHeight - detailHeight) / 2;
    center(main, top);
    center(detail, top + mainHeight);
  }

  private void center(Text text, double top) {
    text.relocate(
        (double) Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2),
        (double) Math.round(top));
  }
}
