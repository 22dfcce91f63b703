package digitscope.ui.control.matrix;

import digitscope.eval.ConfusionAt;
import digitscope.ui.control.matrix.MatrixFaces.Face;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/** One cell: its face and the course of its count, as far as there is room. */
final class MatrixCell extends Region {
  private static final double LEAST_SIZE_FOR_TEXT = 18;
  private static final double EMPTY_OPACITY = 0.6;
  private static final double COURSE_OPACITY = 0.5;

  /** Part of the height of a cell in which its course is drawn. */
  private static final double COURSE_PART = 0.26;

  private static final double COURSE_MARGIN = 4;
  private static final CornerRadii CORNERS = new CornerRadii(3);
  private static final Insets GAPS = new Insets(1);
  private static final Insets SMALL_GAPS = new Insets(0, 0.5, 0.5, 0);

  private final int actual;
  private final int predicted;
  private final MatrixFonts fonts;

  // Of the thousands of cells of many classes most are too small for more than their color.
  private Optional<Words> words = Optional.empty();
  private Optional<Polyline> course = Optional.empty();
  private Optional<Rectangle> flash = Optional.empty();
  private Optional<Face> shown = Optional.empty();
  private int[] counts = new int[0];
  private boolean isSmall;

  /** The two lines of a cell. */
  private record Words(Text main, Text detail) {}

  MatrixCell(int actual, int predicted, MatrixFonts fonts) {
    this.actual = actual;
    this.predicted = predicted;
    this.fonts = fonts;
    setId("cell-" + actual + "-" + predicted);
    getStyleClass().add("matrix-cell");
    setMouseTransparent(true);
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

  /** Shows another face; the same one again costs nothing. */
  void show(Face next) {
    if (shown.filter(next::equals).isPresent()) {
      return;
    }
    shown = Optional.of(next);
    paint(next);
    words.ifPresent(some -> write(some, next));
    course.ifPresent(line -> line.setStroke(courseColor(next)));
    requestLayout();
  }

  private void paint(Face face) {
    setBackground(
        new Background(
            isSmall
                ? new BackgroundFill(face.background(), CornerRadii.EMPTY, SMALL_GAPS)
                : new BackgroundFill(face.background(), CORNERS, GAPS)));
  }

  private static Color courseColor(Face face) {
    return face.text().deriveColor(0, 1, 1, COURSE_OPACITY);
  }

  private static void write(Words words, Face face) {
    words.detail().setText(face.detail());
    words.main().setFill(face.text().deriveColor(0, 1, 1, face.isFaint() ? EMPTY_OPACITY : 1));
    words.detail().setFill(face.text());
  }

  private Words makeWords() {
    Words made = new Words(new Text(), new Text());
    // Bound, so that a style sheet that sets the font of everything leaves them alone.
    made.main().fontProperty().bind(isRight() ? fonts.rightShare() : fonts.count());
    made.detail().fontProperty().bind(isRight() ? fonts.fraction() : fonts.share());
    shown.ifPresent(face -> write(made, face));
    add(made.main());
    add(made.detail());
    words = Optional.of(made);
    return made;
  }

  private void add(Node child) {
    child.setManaged(false);
    getChildren().add(child);
  }

  /** Draws how the count went; one that never changed is not drawn. */
  void showCourse(List<ConfusionAt> outline) {
    int[] next = outline.stream().mapToInt(at -> at.confusion().count(actual, predicted)).toArray();
    if (!Arrays.equals(counts, next)) {
      counts = next;
      requestLayout();
    }
  }

  /**
   * Lights up.
   *
   * @param part how much, in [0, 1]
   */
  void shine(double part) {
    Rectangle light = flash.orElseGet(this::makeFlash);
    light.setVisible(part > 0);
    light.setOpacity(part);
  }

  /** A shape, as the opacity of regions is painted by way of a picture of each. */
  private Rectangle makeFlash() {
    Rectangle made = new Rectangle(1, 1, 0, 0);
    made.getStyleClass().add("matrix-flash");
    made.setManaged(false);
    getChildren().add(0, made);
    flash = Optional.of(made);
    requestLayout();
    return made;
  }

  @Override
  protected void layoutChildren() {
    double side = Math.min(getWidth(), getHeight());
    boolean large = MatrixFonts.hasTwoLines(getWidth(), getHeight());
    if (isSmall != side < LEAST_SIZE_FOR_TEXT) {
      isSmall = !isSmall;
      shown.ifPresent(this::paint);
    }
    flash.ifPresent(
        some -> {
          some.setWidth(Math.max(0, getWidth() - 2));
          some.setHeight(Math.max(0, getHeight() - 2));
        });
    boolean hasCourse = layoutCourse(large);
    if (isSmall) {
      words.ifPresent(
          some -> {
            some.main().setVisible(false);
            some.detail().setVisible(false);
          });
    } else {
      layoutWords(words.orElseGet(this::makeWords), large, hasCourse);
    }
  }

  private void layoutWords(Words texts, boolean large, boolean hasCourse) {
    boolean two = large && !texts.detail().getText().isEmpty();
    texts.main().setVisible(true);
    texts.detail().setVisible(two);
    texts
        .main()
        .setText(shown.map(face -> large ? face.main() : face.narrow(getWidth())).orElse(""));
    double mainHeight = texts.main().getLayoutBounds().getHeight();
    double detailHeight = two ? texts.detail().getLayoutBounds().getHeight() : 0;
    double below = hasCourse ? COURSE_PART * getHeight() : 0;
    double top = Math.max(1, (getHeight() - below - mainHeight - detailHeight) / 2);
    center(texts.main(), top);
    center(texts.detail(), top + mainHeight);
  }

  /** Lays the course out if there is one and room for it. */
  private boolean layoutCourse(boolean large) {
    int most = Arrays.stream(counts).max().orElse(0);
    int least = Arrays.stream(counts).min().orElse(0);
    boolean isDrawn = large && most > least;
    if (!isDrawn) {
      course.ifPresent(line -> line.setVisible(false));
      return false;
    }
    Polyline line = course.orElseGet(this::makeCourse);
    line.setVisible(true);
    double width = getWidth() - 2 * COURSE_MARGIN;
    double height = COURSE_PART * getHeight() - COURSE_MARGIN;
    double bottom = getHeight() - COURSE_MARGIN;
    List<Double> points = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      points.add(COURSE_MARGIN + width * i / (counts.length - 1));
      points.add(bottom - height * (counts[i] - least) / (most - least));
    }
    line.getPoints().setAll(points);
    return true;
  }

  private Polyline makeCourse() {
    Polyline made = new Polyline();
    made.setStrokeWidth(1);
    shown.ifPresent(face -> made.setStroke(courseColor(face)));
    add(made);
    course = Optional.of(made);
    return made;
  }

  private void center(Text text, double top) {
    text.relocate(
        (double) Math.round((getWidth() - text.getLayoutBounds().getWidth()) / 2),
        (double) Math.round(top));
  }
}
