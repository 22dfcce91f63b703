package digitscope.ui.control;

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
  private static final String WITH_DECIMAL = "%.1f %%";
  private static final String WHOLE = "%.0f %%";
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

  void show(int count, int rowTotal, Color background, Color text) {
    Shown next = new Shown(count, rowTotal, background, text);
    if (next.equals(shown)) {
      return;
    }
    shown = next;
    String fraction = count + "/" + rowTotal;
    detail.setText(isRight() ? fraction : count == 0 ? "" : share(WITH_DECIMAL));
    main.setFill(text.deriveColor(0, 1, 1, count == 0 ? EMPTY_OPACITY : 1));
    detail.setFill(text.deriveColor(0, 1, 1, DETAIL_OPACITY));
    setBackground(new Background(new BackgroundFill(background, CORNERS, GAPS)));
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    boolean room = Math.min(getWidth(), getHeight()) >= LEAST_SIZE_FOR_TEXT;
    boolean large = MatrixFonts.hasTwoLines(getWidth(), getHeight());
    boolean two = large && !detail.getText().isEmpty();
    main.setVisible(room);
    detail.setVisible(two);
    if (!room) {
      return;
    }
    main.setText(isRight() ? share(large ? WITH_DECIMAL : WHOLE) : String.valueOf(shown.count));
    double mainHeight = main.getLayoutBounds().getHeight();
    double detailHeight = two ? detail.getLayoutBounds().getHeight() : 0;
    double top = (getHeight() - mainHeight - detailHeight) / 2;
    center(main, top);
    center(detail, top + mainHeight);
  }

  private String share(String format) {
    return shown.rowTotal == 0
        ? "–"
        : String.format(Locale.ROOT, format, 100.0 * shown.count / shown.rowTotal);
  }

  private void center(Text text, double top) {
    text.relocate(
        (double) Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2),
        (double) Math.round(top));
  }
}
