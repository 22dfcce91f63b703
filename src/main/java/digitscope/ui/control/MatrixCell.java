package digitscope.ui.control;

import digitscope.eval.ConfusionAt;
import digitscope.eval.ConfusionMatrix;
import digitscope.ui.control.MatrixFaces.Face;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.animation.FadeTransition;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import javafx.util.Duration;

/** One cell: its face and the course of its count, as far as there is room. */
final class MatrixCell extends Region {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double EMPTY_OPACITY = 0.4;
  private static final double DETAIL_OPACITY = 0.85;
  private static final double COURSE_OPACITY = 0.5;

  /** Part of the height of a cell in which its course is drawn. */
  private static final double COURSE_PART = 0.26;

  private static final double COURSE_MARGIN = 4;
  private static final Duration FLASH = Duration.millis(700);
  private static final double FLASH_OPACITY = 0.45;
  private static final CornerRadii CORNERS = new CornerRadii(3);
  private static final Insets GAPS = new Insets(1);

  private final int actual;
  private final int predicted;
  private final Text main = new Text();
  private final Text detail = new Text();
  private final Polyline course = new Polyline();
  private final Region flash = new Region();
  private final FadeTransition fade = new FadeTransition(FLASH, flash);
  private Optional<Face> shown = Optional.empty();
  private int[] counts = new int[0];

  MatrixCell(int actual, int predicted, MatrixFonts fonts) {
    this.actual = actual;
    this.predicted = predicted;
    setId("cell-" + actual + "-" + predicted);
    getStyleClass().add("matrix-cell");
    setMouseTransparent(true);
    // Bound, so that a style sheet that sets the font of everything leaves them alone.
    main.fontProperty().bind(isRight() ? fonts.rightShare() : fonts.count());
    detail.fontProperty().bind(isRight() ? fonts.fraction() : fonts.share());
    flash.getStyleClass().add("matrix-flash");
    flash.setOpacity(0);
    fade.setFromValue(FLASH_OPACITY);
    fade.setToValue(0);
    course.setStrokeWidth(1);
    course.setVisible(false);
    for (Node child : List.of(flash, course, main, detail)) {
      child.setManaged(false);
      getChildren().add(child);
    }
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

  int count(ConfusionMatrix matrix) {
    return matrix.count(actual, predicted);
  }

  /** Shows another face; the same one again costs nothing. */
  void show(Face next) {
    if (shown.filter(next::equals).isPresent()) {
      return;
    }
    shown = Optional.of(next);
    detail.setText(next.detail());
    main.setFill(next.text().deriveColor(0, 1, 1, next.isFaint() ? EMPTY_OPACITY : 1));
    detail.setFill(next.text().deriveColor(0, 1, 1, DETAIL_OPACITY));
    course.setStroke(next.text().deriveColor(0, 1, 1, COURSE_OPACITY));
    setBackground(new Background(new BackgroundFill(next.background(), CORNERS, GAPS)));
    requestLayout();
  }

  /** Draws how the count went; one that never changed is not drawn. */
  void showCourse(List<ConfusionAt> outline) {
    int[] next = outline.stream().mapToInt(at -> count(at.confusion())).toArray();
    if (!Arrays.equals(counts, next)) {
      counts = next;
      requestLayout();
    }
  }

  /** Lights up for a moment. */
  void flash() {
    fade.playFromStart();
  }

  @Override
  protected void layoutChildren() {
    boolean room = Math.min(getWidth(), getHeight()) >= LEAST_SIZE_FOR_TEXT;
    boolean large = MatrixFonts.hasTwoLines(getWidth(), getHeight());
    boolean two = large && !detail.getText().isEmpty();
    main.setVisible(room);
    detail.setVisible(two);
    flash.resizeRelocate(1, 1, Math.max(0, getWidth() - 2), Math.max(0, getHeight() - 2));
    layoutCourse(large);
    if (!room) {
      return;
    }
    main.setText(shown.map(face -> large ? face.main() : face.narrow()).orElse(""));
    double mainHeight = main.getLayoutBounds().getHeight();
    double detailHeight = two ? detail.getLayoutBounds().getHeight() : 0;
    double below = course.isVisible() ? COURSE_PART * getHeight() : 0;
    double top = Math.max(1, (getHeight() - below - mainHeight - detailHeight) / 2);
    center(main, top);
    center(detail, top + mainHeight);
  }

  private void layoutCourse(boolean large) {
    int most = Arrays.stream(counts).max().orElse(0);
    int least = Arrays.stream(counts).min().orElse(0);
    course.setVisible(large && most > least);
    if (!course.isVisible()) {
      return;
    }
    double width = getWidth() - 2 * COURSE_MARGIN;
    double height = COURSE_PART * getHeight() - COURSE_MARGIN;
    double bottom = getHeight() - COURSE_MARGIN;
    List<Double> points = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      points.add(COURSE_MARGIN + width * i / (counts.length - 1));
      points.add(bottom - height * (counts[i] - least) / (most - least));
    }
    course.getPoints().setAll(points);
  }

  private void center(Text text, double top) {
    text.relocate(
        (double) Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2),
        (double) Math.round(top));
  }
}
