package digitscope.ui.learning;

import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.session.Snapshot;
import digitscope.session.Validation;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.control.chart.SeriesData;
import digitscope.ui.control.images.ValueScale;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class LearningViewTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final LearningViewModel model =
      new LearningViewModel(lens, selection, Runnable::run, Runnable::run);
  private final MetricLog log = new MetricLog();

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new LearningView(model), 1000, 760);
    scene.getStylesheets().addAll("css/learning.css");
    stage.setScene(scene);
    stage.show();
    model.activeProperty().set(true);
  }

  @Test
  void saysWhatToDoBeforeTheFirstRun(FxRobot robot) {
    assertThat(robot.lookup(".empty-state").<Node>query().isVisible()).isTrue();
    publish(robot);
    assertThat(robot.lookup(".empty-state").<Node>query().isVisible()).isFalse();
  }

  @Test
  void saysHowFarTheRunIs(FxRobot robot) {
    publish(robot);
    assertThat(text(robot, "#learning-phase")).isEqualTo("1.5 of 3");
    assertThat(text(robot, "#learning-speed")).isEqualTo("2,853");
    assertThat(text(robot, "#learning-elapsed")).isEqualTo("0:42");
    assertThat(text(robot, "#learning-remaining")).isEqualTo("2:05");
    assertThat(text(robot, "#learning-best")).isEqualTo("97.64 %");
    assertThat(robot.lookup("#learning-progress").queryAs(ProgressBar.class).getProgress())
        .isEqualTo(0.5);
  }

  @Test
  void countsEpochsInsteadOfSteps(FxRobot robot) {
    publish(robot);
    robot.clickOn("#over-epochs");
    assertThat(chart(robot, "#chart-cost").xUnitProperty().get()).isEqualTo(100);
    robot.clickOn("#over-epochs");
    assertThat(chart(robot, "#chart-cost").xUnitProperty().get()).isEqualTo(100);
    robot.clickOn("#over-steps");
    assertThat(chart(robot, "#chart-cost").xUnitProperty().get()).isEqualTo(1);
  }

  @Test
  void changesTheScale(FxRobot robot) {
    publish(robot);
    robot.clickOn("#logarithmic .thumb-area");
    assertThat(chart(robot, "#chart-cost").scaleProperty().get()).isEqualTo(ValueScale.LOGARITHMIC);
    assertThat(chart(robot, "#chart-accuracy").scaleProperty().get()).isEqualTo(ValueScale.NINES);
  }

  @Test
  void sliderSmooths(FxRobot robot) {
    publish(robot);
    robot.interact(() -> robot.lookup("#smoothing").queryAs(Slider.class).setValue(2));
    assertThat(model.smoothingProperty().get()).isEqualTo(0.99);
    assertThat(text(robot, ".smoothing-value")).isEqualTo("100 mini-batches");
  }

  @Test
  void oneCrosshairReadsAllCharts(FxRobot robot) {
    publish(robot);
    robot.moveTo("#chart-accuracy");
    double x = chart(robot, "#chart-accuracy").crosshairProperty().get();
    assertThat(x).isBetween(0.0, 150.0);
    assertThat(chart(robot, "#chart-cost").crosshairProperty().get()).isEqualTo(x);
  }

  @Test
  void followsWhatIsChosenInTheMatrix(FxRobot robot) {
    publish(robot);
    assertThat(chart(robot, "#chart-chosen").isVisible()).isFalse();
    Evaluation first = SampleSnapshots.evaluation(0, 10, 300, 1);
    Set<Integer> misread = Set.of(0, 1, 2);
    EvaluationHistory history =
        EvaluationHistory.NONE
            .with(SampleSnapshots.misreading(first, 50, misread))
            .with(SampleSnapshots.misreading(first, 100, Set.of()));
    robot.interact(
        () -> {
          lens.show(training(150, history, log));
          selection
              .cellsProperty()
              .set(Optional.of(new CellChoice.FalseNegatives(first.actual(0))));
        });
    LineChartView chosen = chart(robot, "#chart-chosen");
    assertThat(chosen.isVisible()).isTrue();
    long own = misread.stream().filter(i -> first.actual(i) == first.actual(0)).count();
    SeriesData data = chosen.getSeries().get(0).data();
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.y(0)).isEqualTo((double) own);
    assertThat(data.y(1)).isZero();
    assertThat(names(robot, "#chart-accuracy")).endsWith("Recall of selection");
    robot.interact(() -> selection.cellsProperty().set(Optional.of(new CellChoice.Cell(2, 3))));
    assertThat(names(robot, "#chart-accuracy")).containsExactly("Training", "Test");
    assertThat(chosen.titleProperty().get()).isEqualTo("2 read as 3: images");
    robot.interact(() -> selection.cellsProperty().set(Optional.empty()));
    assertThat(chosen.isVisible()).isFalse();
  }

  @Test
  void showsTheValidationLineOnlyWhereSomethingIsHeldOut(FxRobot robot) {
    publish(robot);
    assertThat(names(robot, "#chart-cost")).containsExactly("Mini-batch", "Training", "Test");
    log.append(Metric.VALIDATION_LOSS, 100, 0.2);
    log.append(Metric.VALIDATION_ACCURACY, 100, 0.95);
    publish(robot);
    assertThat(names(robot, "#chart-cost"))
        .containsExactly("Mini-batch", "Training", "Validation", "Test");
    assertThat(names(robot, "#chart-accuracy")).containsExactly("Training", "Validation", "Test");
  }

  @Test
  void saysThatARunStoppedEarlyWithTheBestWeights(FxRobot robot) {
    Snapshot end = SampleSnapshots.finished(100, new Validation(100, 0.2, 1, true, true), log);
    robot.interact(() -> lens.show(end));
    Fx.settle();
    assertThat(robot.lookup(".figure-detail").queryAllAs(Label.class))
        .extracting(Label::getText)
        .contains("finished early, best weights restored");
  }

  private static List<String> names(FxRobot robot, String query) {
    return chart(robot, query).getSeries().stream().map(LineSeries::name).toList();
  }

  private void publish(FxRobot robot) {
    for (int step = 0; step < 150; step++) {
      log.append(Metric.BATCH_LOSS, step, 2.3 / (step + 1));
      log.append(Metric.BATCH_ACCURACY, step, step / 150.0);
    }
    log.append(Metric.TEST_ACCURACY, 140, 0.9764);
    robot.interact(() -> lens.show(training(150, Optional.empty(), log)));
    Fx.settle();
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Label.class).getText();
  }

  private static LineChartView chart(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(LineChartView.class);
  }
}
