package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.eval.PlainNumbers;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** Whatever the evaluation, matrix, table and gallery say the same of it at every step. */
@ExtendWith(SteadyRobot.class)
final class SameNumbersTest {
  private final FakeLens lens = new FakeLens();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, new Selection(), Runnable::run, Runnable::run);

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new ConfusionView(model), 1500, 900));
    stage.show();
    model.activeProperty().set(true);
  }

  @ParameterizedTest
  @MethodSource("digitscope.eval.PlainNumbers#runs")
  void viewsAgree(List<Evaluation> run, FxRobot robot) {
    robot.interact(() -> lens.dataProperty().set(Optional.of(SampleSnapshots.data(run.get(0)))));
    EvaluationHistory history = EvaluationHistory.NONE;
    for (Evaluation evaluation : run) {
      history = history.with(evaluation);
      EvaluationHistory until = history;
      robot.interact(
          () -> lens.show(SampleSnapshots.training(evaluation.step(), until, new MetricLog())));
      Fx.settle();
      PlainNumbers plain = new PlainNumbers(evaluation);
      assertMatrix(plain, robot);
      open("classes", robot);
      assertTable(plain, robot);
      open("images", robot);
      assertGallery(plain, robot);
    }
  }

  /** Views that cannot be seen follow when they come into sight. */
  private static void open(String tab, FxRobot robot) {
    robot.clickOn("#tab-" + tab);
    Fx.settle();
  }

  private static void assertMatrix(PlainNumbers plain, FxRobot robot) {
    int classes = plain.evaluation().classes();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        int count = plain.count(actual, predicted);
        assertThat(texts(robot.lookup("#cell-" + actual + "-" + predicted).query()))
            .contains(String.valueOf(count));
      }
    }
  }

  private static List<String> texts(Node cell) {
    return ((Parent) cell)
        .getChildrenUnmodifiable().stream()
            .filter(Text.class::isInstance)
            .map(text -> ((Text) text).getText())
            .toList();
  }

  private static void assertTable(PlainNumbers plain, FxRobot robot) {
    List<List<String>> rows =
        robot.lookup("#class-table .table-row-cell").queryAllAs(TableRow.class).stream()
            .filter(row -> row.isVisible() && !row.isEmpty())
            .sorted(Comparator.comparingInt(row -> row.getIndex()))
            .map(SameNumbersTest::row)
            .toList();
    for (int k = 0; k < plain.evaluation().classes(); k++) {
      int right = plain.count(k, k);
      assertThat(rows.get(k))
          .containsExactly(
              String.valueOf(k),
              String.valueOf(right),
              String.valueOf(plain.predictedAs(k) - right),
              String.valueOf(plain.actual(k) - right),
              String.valueOf(plain.actual(k)),
              PlainNumbers.shown(plain.precision(k)),
              PlainNumbers.shown(plain.recall(k)),
              PlainNumbers.shown(plain.f1(k)));
    }
  }

  private static List<String> row(TableRow<?> row) {
    return row.getChildrenUnmodifiable().stream()
        .filter(Labeled.class::isInstance)
        .map(cell -> ((Labeled) cell).getText())
        .toList();
  }

  private void assertGallery(PlainNumbers plain, FxRobot robot) {
    int classes = plain.evaluation().classes();
    ImageGrid gallery = robot.lookup("#gallery").queryAs(ImageGrid.class);
    Map<CellChoice.Cell, List<Integer>> shown = new HashMap<>();
    robot.interact(
        () -> {
          for (int cell = 0; cell < classes * classes; cell++) {
            CellChoice.Cell choice = new CellChoice.Cell(cell / classes, cell % classes);
            model.choiceProperty().set(Optional.of(choice));
            shown.put(choice, gallery.contentProperty().get().images());
          }
        });
    shown.forEach(
        (cell, images) ->
            assertThat(images).isEqualTo(plain.images(cell.actual(), cell.predicted())));
  }
}
