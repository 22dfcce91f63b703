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
  private static final double EMPTY_OPACITY = 0.4;
  private static final double DETAIL_OPACITY = 0.85;
  private static final CornerRadii CORNERS = new CornerRadii(3);
  private static final Insets GAPS = new Insets(1);

  private final int actual;
  private final int predicted;
  private final Text main = new Text();
  private final Text detail = new Text();
  private Shown shown = new Shown(-1, -1, Color.TRANSPARENT, Color.TRANSPARENT);

  /** What a cell shows; one that stays the same costs nothing. */
  private record Shown(int count, int rowTotal, Color background, Color text) {}

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
    Shown next = new Shown(count, rowTotal, background, text);
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    String share =
        rowTotal == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * count / rowTotal);
    if (isRight()) {
      main.setText(share);
      detail.setText(count + "/" + rowTotal);
    } else {
      main.setText(String.valueOf(count));
      detail.setText(count == 0 ? "" : share);
    }
    main.setFill(text.deriveColor(0, 1, 1, count == 0 ? EMPTY_OPACITY : 1));
    detail.setFill(text.deriveColor(0, 1, 1, DETAIL_OPACITY));
    setBackground(new Background(new BackgroundFill(background, CORNERS, GAPS)));
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
