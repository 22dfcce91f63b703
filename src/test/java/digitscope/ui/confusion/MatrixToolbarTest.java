package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.eval.ClassOrder;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Polyline;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class MatrixToolbarTest {
  private static final int CLASSES = 10;

  private final FakeLens lens = new FakeLens();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, new Selection(), Runnable::run, Runnable::run);
  private final Evaluation newest = SampleSnapshots.evaluation(300, CLASSES, 2000, 1);
  private final ConfusionMatrix counts = newest.confusion();
  private final EvaluationHistory history =
      EvaluationHistory.NONE
          .with(SampleSnapshots.misreading(newest, 100, Set.of()))
          .with(SampleSnapshots.misreading(newest, 200, Set.of(0, 1, 2)))
          .with(newest);

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new ConfusionView(model), 1280, 800);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/confusion.css");
    stage.setScene(scene);
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(newest)));
    lens.show(SampleSnapshots.training(300, history, new MetricLog()));
    model.activeProperty().set(true);
  }

  @Test
  void cellsSayOfWhatTheyArePart(FxRobot robot) {
    int wrong = counts.count(5, 4);
    int right = counts.count(5, 5);
    String ofRow = percent(wrong, counts.actual(5));
    String ofColumn = percent(wrong, counts.predicted(4));
    assertThat(ofRow).isNotEqualTo(ofColumn);
    assertThat(said(robot, 5, 4)).containsExactly(String.valueOf(wrong), ofRow);
    robot.clickOn("#matrix-mode-ROW_SHARE");
    assertThat(said(robot, 5, 4)).containsExactly(ofRow, String.valueOf(wrong));
    assertThat(said(robot, 5, 5))
        .containsExactly(percent(right, counts.actual(5)), right + "/" + counts.actual(5));
    robot.clickOn("#matrix-mode-COLUMN_SHARE");
    assertThat(said(robot, 5, 4)).containsExactly(ofColumn, String.valueOf(wrong));
    assertThat(said(robot, 5, 5))
        .containsExactly(percent(right, counts.predicted(5)), right + "/" + counts.predicted(5));
    robot.clickOn("#matrix-mode-COUNTS");
    assertThat(said(robot, 5, 4)).containsExactly(String.valueOf(wrong), ofRow);
  }

  @Test
  void modeThatIsOnStaysOnWhenItIsClicked(FxRobot robot) {
    robot.clickOn("#matrix-mode-ROW_SHARE").clickOn("#matrix-mode-ROW_SHARE");
    assertThat(matrix(robot).modeProperty().get()).isEqualTo(MatrixMode.ROW_SHARE);
    for (MatrixMode mode : MatrixMode.values()) {
      assertThat(robot.lookup("#matrix-mode-" + mode).queryAs(ToggleButton.class).isSelected())
          .isEqualTo(mode == MatrixMode.ROW_SHARE);
    }
  }

  @Test
  void hidesWhatIsRight(FxRobot robot) {
    List<String> before = said(robot, 4, 4);
    Paint color = color(robot, 4, 4);
    robot.clickOn("#matrix-options").clickOn("#hideDiagonal");
    assertThat(matrix(robot).diagonalHiddenProperty().get()).isTrue();
    for (int label : new int[] {4, 9}) {
      assertThat(said(robot, label, label)).allMatch(String::isEmpty);
      assertThat(color(robot, label, label)).isEqualTo(Color.TRANSPARENT);
    }
    assertThat(said(robot, 5, 3)).contains(String.valueOf(counts.count(5, 3)));
    robot.clickOn("#matrix-options").clickOn("#hideDiagonal");
    assertThat(said(robot, 4, 4)).isEqualTo(before);
    assertThat(color(robot, 4, 4)).isEqualTo(color);
  }

  @Test
  void colorsGoByTheLogarithmOfTheCount(FxRobot robot) {
    // As often misread, but of classes that are not as frequent.
    int[] alike = alikeInCountOnly();
    Paint before = color(robot, alike[0], alike[1]);
    assertThat(before).isNotEqualTo(color(robot, alike[2], alike[3]));
    String legend = String.format(Locale.ROOT, "%d (log scale)", mostWrong());
    assertThat(legends(robot)).doesNotContain(legend);
    robot.clickOn("#matrix-options").clickOn("#logarithmic");
    assertThat(matrix(robot).logarithmicProperty().get()).isTrue();
    assertThat(color(robot, alike[0], alike[1]))
        .isNotEqualTo(before)
        .isEqualTo(color(robot, alike[2], alike[3]));
    assertThat(legends(robot)).contains(legend);
    robot.clickOn("#matrix-options").clickOn("#logarithmic");
    assertThat(color(robot, alike[0], alike[1])).isEqualTo(before);
  }

  @Test
  void rowsAndColumnsStandInTheOrderThatIsChosen(FxRobot robot) {
    List<Integer> alike = ClassOrder.CONFUSION.of(counts);
    List<Integer> worst = ClassOrder.ERROR.of(counts);
    List<Integer> labels = ClassOrder.LABEL.of(counts);
    assertThat(Set.of(alike, worst, labels)).hasSize(3);
    assertThat(rows(robot)).isEqualTo(labels);
    robot.clickOn("#matrix-options").clickOn("#order-CONFUSION");
    assertThat(matrix(robot).orderProperty().get()).isEqualTo(ClassOrder.CONFUSION);
    assertThat(rows(robot)).isEqualTo(alike);
    assertThat(columns(robot)).isEqualTo(alike);
    assertThat(byPlace(robot, "#cell-3-", Node::getLayoutX)).isEqualTo(alike);
    robot.clickOn("#matrix-options").clickOn("#order-ERROR");
    assertThat(rows(robot)).isEqualTo(worst);
    assertThat(columns(robot)).isEqualTo(worst);
    robot.clickOn("#matrix-options").clickOn("#order-LABEL");
    assertThat(rows(robot)).isEqualTo(labels);
  }

  @Test
  void cellsShowTheirCoursesIfThatIsWanted(FxRobot robot) {
    List<String> changed =
        IntStream.range(0, CLASSES * CLASSES)
            .filter(cell -> IntStream.of(course(cell)).distinct().count() > 1)
            .mapToObj(cell -> "cell-" + cell / CLASSES + "-" + cell % CLASSES)
            .toList();
    assertThat(changed).isNotEmpty();
    assertThat(withCourse(robot)).containsExactlyInAnyOrderElementsOf(changed);
    robot.clickOn("#matrix-options").clickOn("#courses");
    assertThat(withCourse(robot)).isEmpty();
    robot.clickOn("#matrix-options").clickOn("#courses");
    assertThat(withCourse(robot)).containsExactlyInAnyOrderElementsOf(changed);
  }

  @Test
  void courseFallsAsTheCountDoes(FxRobot robot) {
    layout(robot);
    Polyline line =
        cell(robot, 5, 5).getChildrenUnmodifiable().stream()
            .filter(Polyline.class::isInstance)
            .map(Polyline.class::cast)
            .findFirst()
            .orElseThrow();
    int[] course = history.course(5, 5);
    assertThat(course[0]).isGreaterThan(course[2]);
    List<Double> points = line.getPoints();
    assertThat(points).hasSize(2 * course.length);
    // Down is where y is greater.
    assertThat(points.get(5)).isGreaterThan(points.get(1));
    assertThat(points.get(4)).isGreaterThan(points.get(0));
  }

  private int[] course(int cell) {
    return history.course(cell / CLASSES, cell % CLASSES);
  }

  private List<String> withCourse(FxRobot robot) {
    layout(robot);
    return robot.lookup(".matrix-cell").queryAllAs(Region.class).stream()
        .filter(
            cell ->
                cell.getChildrenUnmodifiable().stream()
                    .anyMatch(child -> child instanceof Polyline && child.isVisible()))
        .map(Node::getId)
        .toList();
  }

  /** Two cells off the diagonal of one count but of different parts of their rows. */
  private int[] alikeInCountOnly() {
    for (int one = 0; one < CLASSES * CLASSES; one++) {
      for (int other = one + 1; other < CLASSES * CLASSES; other++) {
        int[] both = {one / CLASSES, one % CLASSES, other / CLASSES, other % CLASSES};
        int count = counts.count(both[0], both[1]);
        if (both[0] != both[1]
            && both[2] != both[3]
            && count > 0
            && count == counts.count(both[2], both[3])
            && counts.actual(both[0]) != counts.actual(both[2])) {
          return both;
        }
      }
    }
    throw new AssertionError("The sample has no such cells");
  }

  private int mostWrong() {
    return IntStream.range(0, CLASSES * CLASSES)
        .filter(cell -> cell / CLASSES != cell % CLASSES)
        .map(cell -> counts.count(cell / CLASSES, cell % CLASSES))
        .max()
        .orElseThrow();
  }

  private static String percent(int count, int total) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / total);
  }

  /** What a cell says, the first line first. */
  private static List<String> said(FxRobot robot, int actual, int predicted) {
    layout(robot);
    return cell(robot, actual, predicted).getChildrenUnmodifiable().stream()
        .filter(child -> child instanceof Text && child.isVisible())
        .map(child -> ((Text) child).getText())
        .toList();
  }

  private static Paint color(FxRobot robot, int actual, int predicted) {
    layout(robot);
    return cell(robot, actual, predicted).getBackground().getFills().get(0).getFill();
  }

  private static Region cell(FxRobot robot, int actual, int predicted) {
    return robot.lookup("#cell-" + actual + "-" + predicted).queryAs(Region.class);
  }

  private static List<String> legends(FxRobot robot) {
    return robot.lookup(".matrix-legend .label").queryAllAs(Labeled.class).stream()
        .map(Labeled::getText)
        .toList();
  }

  private static List<Integer> rows(FxRobot robot) {
    return byPlace(robot, "#row-", Node::getLayoutY);
  }

  private static List<Integer> columns(FxRobot robot) {
    return byPlace(robot, "#column-", Node::getLayoutX);
  }

  /** The classes in the order in which their nodes stand. */
  private static List<Integer> byPlace(
      FxRobot robot, String prefix, ToDoubleFunction<Node> coordinate) {
    layout(robot);
    return IntStream.range(0, CLASSES)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                label -> coordinate.applyAsDouble(robot.lookup(prefix + label).query())))
        .toList();
  }

  /** Lays out what the next pulse would. */
  private static void layout(FxRobot robot) {
    robot.interact(() -> matrix(robot).getScene().getRoot().layout());
  }

  private static MatrixView matrix(FxRobot robot) {
    return robot.lookup("#confusion-matrix").queryAs(MatrixView.class);
  }
}
