package digitscope.ui.filters;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.engine.AblationEffect;
import digitscope.eval.ConfusionMatrix;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.eval.UnitImportance;
import digitscope.probe.Ablation;
import digitscope.session.Command;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;

/** Every image is taken for a 3 as trained, and for a 7 with anything switched. */
@ExtendWith(SteadyRobot.class)
final class AblationPaneTest {
  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final FiltersViewModel model = new FiltersViewModel(lens, selection);

  @Start
  void start(Stage stage) {
    model.activeProperty().set(true);
    lens.dataProperty().set(Optional.of(Samples.data()));
    lens.answerWith(AblationPaneTest::answer);
    lens.layersProperty().set(Samples.layers());
    lens.show(
        Samples.snapshot(
            3,
            Phase.PAUSED,
            new MetricLog(),
            Optional.empty(),
            Optional.of(Samples.patterns(3, 0, 4))));
    Scene scene = new Scene(new FiltersView(model), 1100, 800);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().add("css/maps.css");
    stage.setScene(scene);
    stage.show();
  }

  private static Object answer(Command<?> command) {
    Evaluation before = Samples.evaluation(3);
    if (command instanceof Question.Ablate asked) {
      return new AblationEffect(asked.ablation(), before, sevens(before), Optional.empty());
    } else if (command instanceof Question.RankUnits) {
      ConfusionMatrix whole = before.confusion();
      return new UnitImportance(
          3, 0, whole, List.of(whole, whole, sevens(before).confusion(), whole));
    }
    return command instanceof Question.MeasureResponses
        ? Samples.responses(3, 0, 4)
        : Samples.patterns(3, 0, 4);
  }

  private static Evaluation sevens(Evaluation before) {
    byte[] labels = new byte[before.size()];
    float[] probabilities = new float[10 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) before.actual(i);
      System.arraycopy(Samples.surely(7), 0, probabilities, 10 * i, 10);
    }
    return new Evaluation(3, 10, labels, probabilities, 2);
  }

  private void choose(FxRobot robot, int unit) {
    robot.interact(() -> selection.unitProperty().set(OptionalInt.of(unit)));
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Label.class).getText();
  }

  private static boolean isShown(FxRobot robot, String query) {
    return robot.lookup(query).<Node>query().isVisible();
  }

  @Test
  void takesNoRoomBeforeAnythingIsSwitched(FxRobot robot) {
    assertThat(isShown(robot, "#ablation-pane")).isFalse();
  }

  @Test
  void saysThatFiltersAreOffAndShowsTheDifference(FxRobot robot) {
    choose(robot, 2);
    robot.clickOn("#ablation-toggle");
    assertThat(isShown(robot, "#ablation-pane")).isTrue();
    assertThat(text(robot, "#ablation-banner"))
        .contains("1.convolution filter 2 off", "the network being trained is unchanged");
    assertThat(text(robot, "#ablation-accuracy"))
        .isEqualTo("Accuracy 10.00 % → 10.00 % (+0.00 points)");
    assertThat(text(robot, "#ablation-losses"))
        .contains("Recall of 3: −100.00 points", "Recall of 7: +100.00 points", "20 test images");
    MatrixView matrix = robot.lookup("#ablation-matrix").queryAs(MatrixView.class);
    assertThat(matrix.modeProperty().get()).isEqualTo(MatrixMode.CHANGE);
    assertThat(matrix.matrixProperty().get().count(4, 7)).isEqualTo(2);
    assertThat(matrix.referenceProperty().get().orElseThrow().matrix().count(4, 3)).isEqualTo(2);
    assertThat(bars(robot, "#ablation-before")).isEqualTo(Samples.surely(3));
    assertThat(bars(robot, "#ablation-after")).isEqualTo(Samples.surely(7));
  }

  private static float[] bars(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(ProbabilityBars.class).probabilitiesProperty().get();
  }

  @Test
  void undoShowsTheNetworkAsTrainedAgain(FxRobot robot) {
    choose(robot, 2);
    robot.clickOn("#ablation-toggle");
    robot.clickOn("#ablation-undo");
    assertThat(isShown(robot, "#ablation-pane")).isFalse();
    assertThat(model.ablation().ablationProperty().get().isNone()).isTrue();
  }

  @Test
  void scalesAFilterByItsSlider(FxRobot robot) {
    choose(robot, 1);
    robot.interact(() -> robot.lookup("#ablation-factor").queryAs(Slider.class).setValue(0.5));
    assertThat(text(robot, "#ablation-banner")).contains("1.convolution filter 1 × 0.5");
  }

  @Test
  void switchesFromTheMenuOfATile(FxRobot robot) {
    Node grid = robot.lookup(".map-card .map-grid").query();
    robot
        .moveTo(grid, Pos.TOP_LEFT, new Point2D(20, 20), Motion.DEFAULT)
        .clickOn(MouseButton.SECONDARY);
    robot.clickOn("#ablation-menu-toggle");
    assertThat(model.ablation().ablationProperty().get()).isEqualTo(Ablation.off(0, 0));
  }

  @Test
  void ranksTheClassesByWhatTheyLose(FxRobot robot) {
    choose(robot, 2);
    robot.clickOn("#ablation-rank");
    assertThat(text(robot, "#ablation-importance"))
        .contains("recall falls most for 3 (−100.00)", "step 3");
    TableView<?> table = robot.lookup("#ablation-ranking").queryAs(TableView.class);
    assertThat(table.getItems()).isEqualTo(List.of(2, 0, 1, 3));
    assertThat(table.getSelectionModel().getSelectedIndex()).isEqualTo(0);
    robot.interact(() -> table.getSelectionModel().select(1));
    assertThat(selection.unitProperty().get()).isEqualTo(OptionalInt.of(0));
    assertThat(text(robot, "#ablation-importance")).contains("no class loses recall");
  }

  @Test
  void doesNotOfferToSwitchClasses(FxRobot robot) {
    robot.interact(
        () -> {
          selection.layerProperty().set(OptionalInt.of(3));
          selection.unitProperty().set(OptionalInt.of(1));
        });
    assertThat(model.layerProperty().get().orElseThrow().number()).isEqualTo(4);
    assertThat(robot.lookup("#ablation-toggle").<Node>queryAll())
        .noneMatch(node -> node.getParent().isVisible());
  }
}
