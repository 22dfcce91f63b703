package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.EvaluationHistory.Change;
import digitscope.eval.MetricLog;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ChoiceMenuTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final Evaluation sample = SampleSnapshots.evaluation(1, 10, 200, 1);

  /** What is misread; of the images, 0 and 5 change three times and the others once. */
  private final EvaluationHistory history =
      EvaluationHistory.NONE
          .with(SampleSnapshots.misreading(sample, 100, Set.of(4, 5)))
          .with(SampleSnapshots.misreading(sample, 120, Set.of(0, 4)))
          .with(SampleSnapshots.misreading(sample, 140, Set.of(1, 5)))
          .with(SampleSnapshots.misreading(sample, 160, Set.of(0, 1, 2)));

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new ConfusionView(model), 1280, 800));
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(sample)));
    model.activeProperty().set(true);
  }

  @Test
  void showsWhatIsNewlyRight(FxRobot robot) {
    publish(robot, history);
    robot.clickOn("#choose-images").clickOn("#show-NEWLY_RIGHT");
    assertThat(shown(robot)).containsExactlyInAnyOrder(4, 5);
    assertThat(title(robot))
        .startsWith("2 images that were incorrect at step 100 and are correct now");
    robot.clickOn("#choose-images").clickOn("#since").clickOn("#since-120");
    assertThat(shown(robot)).containsExactly(4);
    assertThat(title(robot))
        .startsWith("1 image that was incorrect at step 120 and is correct now");
  }

  @Test
  void showsWhatKeepsChanging(FxRobot robot) {
    publish(robot, history);
    robot.clickOn("#choose-images").clickOn("#show-FLIP_FLOPPING");
    assertThat(shown(robot)).containsExactlyInAnyOrder(0, 5);
    assertThat(title(robot)).contains("at least twice since step 100");
    robot.clickOn("#choose-images").clickOn("#since").clickOn("#since-EVALUATION");
    assertThat(shown(robot)).isEmpty();
    assertThat(robot.lookup("#gallery-none").queryAs(Label.class).isVisible()).isTrue();
    robot.clickOn("#choose-images").clickOn("#since").clickOn("#since-120");
    assertThat(shown(robot)).containsExactlyInAnyOrder(0, 5);
  }

  @Test
  void changesAgreeWithANewEvaluation(FxRobot robot) {
    publish(robot, history);
    robot.clickOn("#choose-images").clickOn("#show-NEWLY_RIGHT");
    publish(robot, history.with(SampleSnapshots.misreading(sample, 180, Set.of(4))));
    assertThat(shown(robot)).containsExactly(5);
    assertThat(selection.cellsProperty().get())
        .contains(new CellChoice.Changed(Change.NEWLY_RIGHT, 100));
  }

  @Test
  void offersChangesOnceThereIsAnEvaluationToCompareWith(FxRobot robot) {
    publish(robot, EvaluationHistory.NONE.with(history.evaluations().get(0)));
    robot.clickOn("#choose-images");
    assertThat(Change.values()).allMatch(change -> item(robot, "show-" + change).isDisable());
    assertThat(item(robot, "since").isDisable()).isTrue();
    robot.clickOn("#show-all-errors");
    assertThat(shown(robot)).containsExactlyInAnyOrder(4, 5);
    publish(robot, history);
    robot.clickOn("#choose-images");
    assertThat(Change.values()).noneMatch(change -> item(robot, "show-" + change).isDisable());
    assertThat(Arrays.stream(Change.values()).map(change -> item(robot, "show-" + change)))
        .extracting(MenuItem::getText)
        .containsExactly(
            "Newly incorrect: correct at step 100",
            "Newly correct: incorrect at step 100",
            "Changed at least twice since step 100");
    robot.clickOn("#show-NEWLY_WRONG");
    assertThat(shown(robot)).containsExactlyInAnyOrder(0, 1, 2);
  }

  private void publish(FxRobot robot, EvaluationHistory all) {
    long step = all.newest().orElseThrow().step();
    robot.interact(() -> lens.show(SampleSnapshots.training(step, all, new MetricLog())));
  }

  private static MenuItem item(FxRobot robot, String id) {
    return robot.lookup("#choose-images").queryAs(MenuButton.class).getItems().stream()
        .filter(item -> id.equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> shown(FxRobot robot) {
    Fx.settle();
    return robot.lookup("#gallery").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private static String title(FxRobot robot) {
    return robot.lookup("#gallery-title").queryAs(Label.class).getText();
  }
}
