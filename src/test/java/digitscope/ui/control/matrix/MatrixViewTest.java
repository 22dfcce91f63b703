package digitscope.ui.control.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.ClassOrder;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class MatrixViewTest {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  @Start
  void start(Stage stage) {
    MatrixView matrix = new MatrixView();
    matrix.classNamesProperty().set(DIGITS);
    matrix.matrixProperty().set(sample(10, 12));
    stage.setScene(new Scene(matrix, 640, 700));
    stage.show();
  }

  @Test
  void clickedCellIsChosen(FxRobot robot) {
    robot.clickOn("#cell-5-3");
    assertThat(choice(robot)).contains(new CellChoice.Cell(5, 3));
    assertThat(robot.lookup("#cell-5-3").query().getPseudoClassStates())
        .anyMatch(state -> state.getPseudoClassName().equals("selected"));
  }

  @Test
  void headsAndCornerChooseErrors(FxRobot robot) {
    robot.clickOn("#row-5");
    assertThat(choice(robot)).contains(new CellChoice.FalseNegatives(5));
    robot.clickOn("#column-3");
    assertThat(choice(robot)).contains(new CellChoice.FalsePositives(3));
    robot.clickOn("#all-errors");
    assertThat(choice(robot)).contains(new CellChoice.AllErrors());
  }

  @Test
  void everyCellAndHeadIsReachedByKeys(FxRobot robot) {
    robot.clickOn("#cell-0-0").type(KeyCode.DOWN, 2).type(KeyCode.RIGHT, 4).type(KeyCode.ENTER);
    assertThat(choice(robot)).contains(new CellChoice.Cell(2, 4));
    robot.type(KeyCode.HOME).type(KeyCode.SPACE);
    assertThat(choice(robot)).contains(new CellChoice.FalseNegatives(2));
    robot.type(KeyCode.UP, 12).type(KeyCode.SPACE);
    assertThat(choice(robot)).contains(new CellChoice.AllErrors());
    robot.type(KeyCode.END).type(KeyCode.SPACE);
    assertThat(choice(robot)).contains(new CellChoice.FalsePositives(9));
    robot.type(KeyCode.ESCAPE);
    assertThat(choice(robot)).isEmpty();
  }

  @Test
  void saysInASentenceWhatTheMouseIsAt(FxRobot robot) {
    robot.moveTo("#cell-5-3");
    assertThat(matrix(robot).hintProperty().get())
        .isEqualTo("12 of 892 fives were read as 3 (1.3 %)");
    robot.moveTo("#cell-5-5");
    assertThat(matrix(robot).hintProperty().get())
        .isEqualTo("880 of 892 fives were read correctly (98.7 %)");
  }

  @Test
  void cellsThatChangeWithinARunLightUpAndShowTheirCourseIfItIsWanted(FxRobot robot)
      throws Exception {
    MatrixView matrix = matrix(robot);
    Evaluation all = SampleSnapshots.evaluation(0, 3, 60, 1);
    Evaluation before = SampleSnapshots.misreading(all, 1, Set.of());
    Evaluation now = SampleSnapshots.misreading(all, 2, Set.of(0));
    String right = String.format(Locale.ROOT, "cell-%d-%d", now.actual(0), now.actual(0));
    String wrong = String.format(Locale.ROOT, "cell-%d-%d", now.actual(0), now.predicted(0));
    robot.interact(
        () -> {
          matrix.coursesShownProperty().set(false);
          matrix.matrixProperty().set(before.confusion());
          matrix.historyProperty().set(EvaluationHistory.NONE.with(before).with(now));
        });
    assertThat(robot.lookup(".matrix-flash").queryAll()).isEmpty();
    robot.interact(() -> matrix.matrixProperty().set(now.confusion()));
    Fx.await(() -> !cellsWith(robot, Rectangle.class).isEmpty());
    assertThat(cellsWith(robot, Rectangle.class)).containsExactlyInAnyOrder(right, wrong);
    assertThat(cellsWith(robot, Polyline.class)).isEmpty();
    robot.interact(() -> matrix.coursesShownProperty().set(true));
    Fx.await(() -> !cellsWith(robot, Polyline.class).isEmpty());
    assertThat(cellsWith(robot, Polyline.class)).containsExactlyInAnyOrder(right, wrong);
  }

  private static List<String> cellsWith(FxRobot robot, Class<? extends Node> part) {
    return robot.lookup(".matrix-cell").queryAll().stream()
        .filter(
            cell -> ((Region) cell).getChildrenUnmodifiable().stream().anyMatch(part::isInstance))
        .map(Node::getId)
        .toList();
  }

  @Test
  void severalCellsAreChosenWithCtrl(FxRobot robot) {
    robot.clickOn("#cell-5-3").press(KeyCode.CONTROL).clickOn("#cell-4-9").release(KeyCode.CONTROL);
    assertThat(choice(robot))
        .contains(
            new CellChoice.Cells(Set.of(new CellChoice.Cell(5, 3), new CellChoice.Cell(4, 9))));
    robot.press(KeyCode.CONTROL).clickOn("#cell-5-3").release(KeyCode.CONTROL);
    assertThat(choice(robot)).contains(new CellChoice.Cell(4, 9));
  }

  @Test
  void severalRowsAndColumnsAreChosenWithCtrl(FxRobot robot) {
    robot.clickOn("#row-5").press(KeyCode.CONTROL).clickOn("#row-4").release(KeyCode.CONTROL);
    assertThat(choice(robot))
        .contains(
            new CellChoice.Cells(
                Set.of(new CellChoice.FalseNegatives(5), new CellChoice.FalseNegatives(4))));
    assertThat(isSelected(robot, "#row-4")).isTrue();
    assertThat(isSelected(robot, "#cell-5-3")).isTrue();
    assertThat(isSelected(robot, "#cell-5-5")).isFalse();
    robot.press(KeyCode.CONTROL).clickOn("#row-5").clickOn("#column-3").release(KeyCode.CONTROL);
    assertThat(choice(robot))
        .contains(
            new CellChoice.Cells(
                Set.of(new CellChoice.FalseNegatives(4), new CellChoice.FalsePositives(3))));
  }

  private static boolean isSelected(FxRobot robot, String query) {
    return robot.lookup(query).query().getPseudoClassStates().stream()
        .anyMatch(state -> state.getPseudoClassName().equals("selected"));
  }

  @Test
  void choosesTheSameClassesInAnotherOrder(FxRobot robot) {
    robot.interact(() -> matrix(robot).orderProperty().set(ClassOrder.ERROR));
    Fx.settle();
    Node worst = robot.lookup("#row-5").query();
    Node first = robot.lookup("#row-0").query();
    assertThat(worst.getLayoutY()).isLessThan(first.getLayoutY());
    robot.clickOn("#cell-5-3");
    assertThat(choice(robot)).contains(new CellChoice.Cell(5, 3));
    robot.moveTo("#cell-5-3");
    assertThat(matrix(robot).hintProperty().get()).startsWith("12 of 892 fives");
  }

  @Test
  void saysHowManyMoreThanBefore(FxRobot robot) {
    robot.interact(
        () ->
            matrix(robot)
                .referenceProperty()
                .set(Optional.of(new MatrixReference(sample(10, 15), "one epoch ago"))));
    robot.moveTo("#cell-5-3");
    assertThat(matrix(robot).hintProperty().get())
        .isEqualTo("12 of 892 fives were read as 3 (1.3 %), 3 fewer than one epoch ago");
  }

  @Test
  void choosingTellsEvenWhenTheChoiceIsTheSame(FxRobot robot) {
    int[] chosen = {0};
    robot.interact(() -> matrix(robot).setOnChosen(() -> chosen[0]++));
    robot.clickOn("#cell-5-3").clickOn("#cell-5-3");
    assertThat(chosen[0]).isEqualTo(2);
  }

  @Test
  void newCountsKeepTheNodes(FxRobot robot) {
    Node before = robot.lookup("#cell-5-3").query();
    show(robot, sample(10, 99));
    assertThat(robot.lookup("#cell-5-3").<Node>query()).isSameAs(before);
    robot.moveTo("#cell-5-3");
    assertThat(matrix(robot).hintProperty().get()).startsWith("99 of ");
  }

  @Test
  void showsAsManyClassesAsThereAre(FxRobot robot) {
    for (int classes : new int[] {2, 20, 10, 0}) {
      show(robot, sample(classes, 1));
      assertThat(robot.lookup(".matrix-cell").queryAll()).hasSize(classes * classes);
    }
  }

  @Test
  void paintsManyClassesInOnePictureThatIsChosenFromAsWell(FxRobot robot) throws Exception {
    show(robot, sample(62, 12));
    assertThat(robot.lookup(".matrix-cell").queryAll()).isEmpty();
    robot.clickOn(center(robot, "#column-3", "#row-5"));
    assertThat(choice(robot)).contains(new CellChoice.Cell(5, 3));
    assertThat(matrix(robot).hintProperty().get()).startsWith("12 of 892 fives were read as 3");
    Canvas picture = robot.lookup(".matrix-picture").query();
    Point2D at = picture.screenToLocal(center(robot, "#column-3", "#row-5"));
    Color wrong = color(picture, at);
    assertThat(wrong).isEqualTo(matrix(robot).colors().ofWrong(1, 1));
    assertThat(robot.lookup(".matrix-advice").query().isVisible()).isTrue();
  }

  private static Point2D center(FxRobot robot, String column, String row) {
    Bounds across = onScreen(robot.lookup(column).query());
    Bounds down = onScreen(robot.lookup(row).query());
    return new Point2D(across.getCenterX(), down.getCenterY());
  }

  private static Bounds onScreen(Node node) {
    return node.localToScreen(node.getLayoutBounds());
  }

  private static Color color(Canvas picture, Point2D at) throws Exception {
    return Fx.ask(
        () ->
            picture
                .snapshot(new SnapshotParameters(), null)
                .getPixelReader()
                .getColor((int) at.getX(), (int) at.getY()));
  }

  @Test
  void looksCloserWhereTheKeyboardIs(FxRobot robot) {
    show(robot, sample(62, 12));
    robot.clickOn(center(robot, "#column-3", "#row-5")).type(KeyCode.PLUS, 12);
    Fx.settle();
    assertThat(robot.lookup("#matrix-part").queryAs(Label.class).getText()).endsWith("of 62");
    assertThat(robot.lookup(".matrix-advice").query().isVisible()).isFalse();
    assertThat(robot.lookup("#row-5").<Node>query().isVisible()).isTrue();
    assertThat(robot.lookup("#row-40").<Node>query().isVisible()).isFalse();
    robot.clickOn(center(robot, "#column-3", "#row-5"));
    assertThat(choice(robot)).contains(new CellChoice.Cell(5, 3));
    robot.type(KeyCode.DOWN, 30);
    Fx.settle();
    assertThat(robot.lookup("#row-35").<Node>query().isVisible()).isTrue();
    assertThat(robot.lookup("#row-5").<Node>query().isVisible()).isFalse();
    robot.type(KeyCode.MINUS, 20);
    Fx.settle();
    assertThat(robot.lookup("#row-5").<Node>query().isVisible()).isTrue();
  }

  @Test
  void marginsGiveTotalsAndMeasures(FxRobot robot) {
    assertThat(robot.lookup("#recall-5").queryAs(Label.class).getText()).isEqualTo("98.7 %");
    assertThat(robot.lookup("#precision-3").queryAs(Label.class).getText()).isEqualTo("98.7 %");
    assertThat(robot.lookup("#recall-3").queryAs(Label.class).getText()).isEqualTo("100.0 %");
    robot.clickOn("#recall-5");
    assertThat(choice(robot)).contains(new CellChoice.FalseNegatives(5));
    robot.clickOn("#precision-3");
    assertThat(choice(robot)).contains(new CellChoice.FalsePositives(3));
  }

  private static void show(FxRobot robot, ConfusionMatrix matrix) {
    robot.interact(() -> matrix(robot).matrixProperty().set(matrix));
    Fx.settle();
  }

  private static Optional<CellChoice> choice(FxRobot robot) {
    return matrix(robot).choiceProperty().get();
  }

  private static MatrixView matrix(FxRobot robot) {
    return robot.lookup(".matrix").queryAs(MatrixView.class);
  }

  /** All right but for {@code errors} fives read as 3; 892 of each class. */
  private static ConfusionMatrix sample(int classes, int errors) {
    int[][] counts = new int[classes][classes];
    for (int label = 0; label < classes; label++) {
      counts[label][label] = 892;
    }
    if (classes > 5) {
      counts[5][5] -= errors;
      counts[5][3] = errors;
    }
    return new ConfusionMatrix(counts);
  }
}
