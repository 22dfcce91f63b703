package digitscope.ui.labels;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.DataException;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;
import digitscope.eval.SuspectLabels.Suspect;
import digitscope.ui.control.images.ImageGrid;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class LabelsViewTest {
  private final LabelsFixture fixture;
  private final LabelsViewModel model;
  private final Evaluation first = SampleSnapshots.evaluation(100, 10, 500, 1);
  private final List<Suspect> suspects = SuspectLabels.queue(first).all();

  LabelsViewTest(@TempDir Path folder) {
    fixture = new LabelsFixture(folder);
    model = fixture.model();
  }

  @Start
  void start(Stage stage) {
    LabelsView view = new LabelsView(model);
    Tab labels = new Tab("Labels", view);
    labels.setId("labels-tab");
    Tab other = new Tab("Other");
    other.setId("other-tab");
    TabPane tabs = new TabPane(labels, other);
    view.hearKeysOf(tabs);
    stage.setScene(new Scene(tabs, 520, 800));
    stage.show();
    model.activeProperty().bind(labels.selectedProperty());
  }

  @Test
  void saysWhyThereIsNothingToDecide(FxRobot robot) {
    assertThat(title(robot)).isEqualTo("No network to check the labels yet");
    publish(robot, first);
    assertThat(robot.lookup(".empty-state").queryAll()).isEmpty();
    robot.clickOn("#labels-subject-HELD_OUT");
    assertThat(title(robot)).isEqualTo("No held-out images");
    robot.clickOn("#labels-subject-TRAINING");
    assertThat(title(robot)).isEqualTo("Training images not checked yet");
    assertThat(robot.lookup("#labels-judge").<Node>query().isVisible()).isTrue();
  }

  @Test
  void saysThatNoLabelLooksWrong(FxRobot robot) {
    publish(robot, SampleSnapshots.misreading(first, 200, Set.of()));
    assertThat(title(robot)).isEqualTo("No label looks wrong");
  }

  @Test
  void isGoneThroughByKeysAlone(FxRobot robot) throws DataException {
    publish(robot, first);
    assertThat(text(robot, "#labels-labeled")).isEqualTo("" + suspects.get(0).label());
    assertThat(text(robot, "#labels-suggestion")).isEqualTo("" + suspects.get(0).suggestion());

    robot.type(KeyCode.R).type(KeyCode.X).type(KeyCode.K).type(KeyCode.S);
    int digit = (suspects.get(4).label() + 1) % 10;
    robot.type(KeyCode.valueOf("DIGIT" + digit)).type(KeyCode.R);

    assertThat(kept())
        .extracting(Correction::verdict)
        .containsExactly(
            new Verdict.Relabel("" + suspects.get(0).suggestion()),
            new Verdict.LeaveOut(),
            new Verdict.Keep(),
            new Verdict.Relabel("" + digit),
            new Verdict.Relabel("" + suspects.get(5).suggestion()));
    assertThat(text(robot, "#labels-counts"))
        .isEqualTo("5 decided: 3 relabeled, 1 left out, 1 kept");
    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(kept()).hasSize(4);
    assertThat(text(robot, "#labels-labeled")).isEqualTo("" + suspects.get(5).label());
    assertThat(text(robot, "#labels-effect")).contains("with all decisions");
  }

  @Test
  void showsWhatWasDoneLastAndDecidesNothingByEnter(FxRobot robot) throws DataException {
    publish(robot, first);
    robot.type(KeyCode.ENTER).type(KeyCode.SPACE);
    assertThat(kept()).isEmpty();
    Node done = robot.lookup(".labels-done").query();
    assertThat(done.isVisible()).isFalse();
    Suspect suspect = suspects.get(0);
    robot.type(KeyCode.R);
    assertThat(text(robot, "#labels-last"))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "Last decision: Test image %d: %d → %d",
                suspect.image(),
                suspect.label(),
                suspect.suggestion()));
    robot.clickOn("#labels-undo");
    assertThat(kept()).isEmpty();
    assertThat(done.isVisible()).isFalse();
  }

  @Test
  void takesKeysAfterItsTabOrItsPictureWasClicked(FxRobot robot) throws DataException {
    publish(robot, first);
    robot.clickOn("#other-tab").clickOn("#labels-tab");
    Fx.settle();
    robot.type(KeyCode.X);
    assertThat(kept()).hasSize(1);
    robot.clickOn(".doubt-picture").type(KeyCode.K);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void isGoneThroughByMouse(FxRobot robot) throws DataException {
    publish(robot, first);
    robot.clickOn("#labels-relabel").clickOn("#labels-leaveOut").clickOn("#labels-keep");
    robot.clickOn("#labels-undo");
    int other = (suspects.get(2).label() + 1) % 10;
    robot.clickOn("#labels-others").clickOn("#labels-as-" + other);
    robot.clickOn("#labels-skip");

    assertThat(kept())
        .extracting(Correction::verdict)
        .containsExactly(
            new Verdict.Relabel("" + suspects.get(0).suggestion()),
            new Verdict.LeaveOut(),
            new Verdict.Relabel("" + other));
    assertThat(shown(robot)).hasSize(suspects.size() - 3);
    // Keys go on after clicks.
    robot.type(KeyCode.K);
    assertThat(kept()).hasSize(4);
  }

  @Test
  void listsWhatWasDecidedAndTakesItBack(FxRobot robot) throws DataException {
    publish(robot, first);
    robot.type(KeyCode.R).type(KeyCode.X);
    robot.clickOn("#labels-decided-tab");
    ListView<Correction> list = robot.lookup("#labels-decided").queryListView();
    assertThat(list.getItems()).hasSize(2);
    assertThat(robot.lookup(".labels-decision .label").queryAllAs(Label.class))
        .extracting(Label::getText)
        .contains(
            String.format(
                Locale.ROOT,
                "Test image %d: %d, left out",
                suspects.get(1).image(),
                suspects.get(1).label()));

    robot.clickOn(robot.lookup(".labels-take-back").nth(0).<Node>query());

    assertThat(list.getItems()).hasSize(1);
    assertThat(kept()).extracting(Correction::origin).containsExactly(suspects.get(0).image());
    assertThat(shown(robot)).hasSize(suspects.size() - 1);
  }

  @Test
  void saysWhyADecisionCannotBeKept(FxRobot robot) throws Exception {
    publish(robot, first);
    Files.writeString(fixture.file, "no corrections");
    robot.type(KeyCode.R);
    assertThat(text(robot, "#labels-problem")).contains(fixture.file.toString());
    assertThat(shown(robot)).hasSize(suspects.size());
  }

  @Test
  void offersANewerOrderInsteadOfTakingIt(FxRobot robot) {
    publish(robot, first);
    assertThat(robot.lookup("#labels-reorder").<Node>query().isVisible()).isFalse();
    publish(robot, SampleSnapshots.misreading(first, 200, Set.of()));
    assertThat(shown(robot)).hasSize(suspects.size());
    robot.clickOn("#labels-reorder");
    assertThat(title(robot)).isEqualTo("No label looks wrong");
  }

  private void publish(FxRobot robot, Evaluation evaluation) {
    robot.interact(() -> fixture.publish(evaluation));
    Fx.settle();
  }

  private List<Correction> kept() throws DataException {
    Fx.settle();
    return fixture.store.read("sample").decisions();
  }

  private static List<Integer> shown(FxRobot robot) {
    Fx.settle();
    return robot.lookup("#labels-queue").queryAs(ImageGrid.class).contentProperty().get().images();
  }

  private static String title(FxRobot robot) {
    Fx.settle();
    return robot.lookup(".empty-state-title").queryAs(Label.class).getText();
  }

  private static String text(FxRobot robot, String query) {
    Fx.settle();
    return robot.lookup(query).queryAs(Label.class).getText();
  }
}
