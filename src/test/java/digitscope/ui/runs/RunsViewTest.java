package digitscope.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.run.RunFolder;
import digitscope.run.RunStore;
import digitscope.ui.control.chart.LineChartView;
import digitscope.ui.control.chart.LineSeries;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class RunsViewTest {
  private final FakeLens lens = new FakeLens();
  private final Map<Path, Integer> continued = new ConcurrentHashMap<>();
  private final RunStore store;
  private final RunsViewModel model;
  private final RunFolder first;
  private final RunFolder second;

  RunsViewTest(@TempDir Path temp) throws Exception {
    store = new RunStore(temp.resolve("runs"));
    first = SampleRuns.train(store, "first", 1);
    second = SampleRuns.train(store, "second", 2);
    lens.keepRunsIn(store.root());
    model = new RunsViewModel(lens, Runnable::run, Runnable::run);
    model.setOnContinue(continued::put);
  }

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new RunsView(model), 1280, 800);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/charts.css", "css/runs.css");
    stage.setScene(scene);
    stage.show();
    model.chosenProperty().set(List.of(second.path()));
    model.activeProperty().set(true);
  }

  @Test
  void drawsTheCurvesOfChosenRunsAndNamesTheirDifferences(FxRobot robot) {
    choose(robot, "first");
    LineChartView chart = robot.lookup("#runs-curves").queryAs(LineChartView.class);
    assertThat(chart.getSeries()).extracting(LineSeries::name).containsExactly("first");
    robot.interact(() -> table(robot).getSelectionModel().selectAll());
    assertThat(chart.getSeries())
        .extracting(LineSeries::name)
        .containsExactlyInAnyOrder("first", "second");
    assertThat(chart.getSeries()).allMatch(line -> line.data().size() > 2);
    GridPane differences = robot.lookup("#runs-differences").queryAs(GridPane.class);
    assertThat(differences.getChildren())
        .extracting(node -> ((Labeled) node).getText())
        .contains("training.seed", "1", "2");
  }

  @Test
  void showsARunThatWasChosenBeforeTheListWasRead(FxRobot robot) {
    assertThat(model.chosenProperty().get()).containsExactly(second.path());
    assertThat(text(robot, "#runs-name")).isEqualTo("second");
    assertThat(Fx.ask(() -> table(robot).getSelectionModel().getSelectedItems().size()))
        .isEqualTo(1);
  }

  @Test
  void keepsANameANoteAndTags(FxRobot robot) throws Exception {
    choose(robot, "first");
    write(robot, "#runs-name", "Baseline");
    robot.type(KeyCode.ENTER);
    write(robot, "#runs-tags", "good, slow");
    write(robot, "#runs-note", "Kept for later");
    choose(robot, "second");
    RunFolder read = RunFolder.open(first.path());
    assertThat(read.userNotes().name()).isEqualTo("Baseline");
    assertThat(read.userNotes().tags()).containsExactly("good", "slow");
    assertThat(read.userNotes().note()).isEqualTo("Kept for later");
    choose(robot, "Baseline");
    assertThat(text(robot, "#runs-note")).isEqualTo("Kept for later");
    assertThat(RunFolder.open(second.path()).userNotes().name()).isEmpty();
  }

  @Test
  void movesRunsToTheTrashAndBack(FxRobot robot) {
    choose(robot, "second");
    robot.clickOn("#runs-trash");
    assertThat(names(robot)).containsExactly("first");
    assertThat(robot.lookup("#runs-undo").queryAs(Labeled.class).getText())
        .isEqualTo("Undo delete");
    robot.clickOn("#runs-undo");
    assertThat(names(robot)).containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void offersMoreEpochsForAFinishedRun(FxRobot robot) {
    choose(robot, "first");
    robot.clickOn("#runs-continue");
    assertThat(continued).containsExactly(Map.entry(first.path(), 5));
  }

  @Test
  void sortsByTheSizeOfNumbersAndFoldsGroups(FxRobot robot) {
    robot.interact(
        () -> {
          TreeTableColumn<RunsTable.Line, ?> seed =
              table(robot).getColumns().stream()
                  .filter(column -> "runs-column-seed".equals(column.getId()))
                  .findFirst()
                  .orElseThrow();
          seed.setSortType(TreeTableColumn.SortType.DESCENDING);
          table(robot).getSortOrder().setAll(List.of(seed));
        });
    assertThat(names(robot)).containsExactly("second", "first");
    robot.interact(() -> model.groupingProperty().set(Grouping.DATA));
    assertThat(Fx.ask(() -> table(robot).getRoot().getChildren().size())).isEqualTo(1);
    assertThat(Fx.ask(() -> table(robot).getExpandedItemCount())).isEqualTo(3);
  }

  private static RunsTable table(FxRobot robot) {
    return robot.lookup("#runs-table").queryAs(RunsTable.class);
  }

  private static List<String> names(FxRobot robot) {
    return Fx.ask(
        () ->
            table(robot).getRoot().getChildren().stream()
                .map(item -> item.getValue().run().orElseThrow().name())
                .toList());
  }

  private static void choose(FxRobot robot, String name) {
    robot.interact(
        () -> {
          RunsTable table = table(robot);
          int row =
              table.getRoot().getChildren().stream()
                  .map(item -> item.getValue().run().orElseThrow().name())
                  .toList()
                  .indexOf(name);
          table.getSelectionModel().clearAndSelect(row);
        });
  }

  private static void write(FxRobot robot, String id, String text) {
    TextInputControl field = robot.lookup(id).queryAs(TextInputControl.class);
    robot.interact(
        () -> {
          field.requestFocus();
          field.setText(text);
        });
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(TextInputControl.class).getText();
  }
}
