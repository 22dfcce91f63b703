package digitscope.ui.confusion;

import static digitscope.ui.fx.SampleSnapshots.evaluation;
import static digitscope.ui.fx.SampleSnapshots.training;
import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.MetricLog;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ConfusionCardTest {
  private final Selection selection = new Selection();
  private final AtomicInteger pagesShown = new AtomicInteger();

  private final FakeLens lens = new FakeLens();

  @Start
  void start(Stage stage) {
    ConfusionViewModel model =
        new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
    model.activeProperty().set(true);
    lens.show(training(100, Optional.of(evaluation(100, 10, 500, 1)), new MetricLog()));
    ConfusionCard card = new ConfusionCard(model, pagesShown::incrementAndGet);
    Scene scene = new Scene(card, 420, 460);
    scene.getStylesheets().addAll("css/confusion.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void clickedCellIsChosenAndItsPageShown(FxRobot robot) {
    robot.clickOn("#cell-4-9");
    assertThat(selection.cellsProperty().get()).contains(new CellChoice.Cell(4, 9));
    assertThat(pagesShown).hasValue(1);
  }

  @Test
  void saysNothingOfTheRunBeforeWhileTheNextWaitsForItsFirstEvaluation(FxRobot robot) {
    Label accuracy = robot.lookup(".confusion-headline").query();
    assertThat(accuracy.getText()).endsWith("correct");
    robot.interact(() -> lens.show(training(0, Optional.empty(), new MetricLog())));
    assertThat(robot.lookup(".confusion-card-header .label").queryAllAs(Label.class))
        .extracting(Label::getText)
        .containsExactlyInAnyOrder("Confusion", "", "");
  }
}
