package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.data.CsvTable;
import digitscope.data.ImageFiles;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.train.MetricLog;
import digitscope.ui.control.MatrixView;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.FakeTraining;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
final class ExportMenuTest {
  private final FakeTraining training = new FakeTraining();
  private final ConfusionViewModel model =
      new ConfusionViewModel(training, new Selection(), Runnable::run, Runnable::run);
  private final Evaluation evaluation = SampleSnapshots.evaluation(1234, 10, 500, 1);
  private final List<FileOffer> offers = new ArrayList<>();

  @TempDir private Path temp = Path.of("");

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new ConfusionView(model), 1280, 800));
    stage.show();
    training.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation)));
    model.activeProperty().set(true);
    model.setOnOffer(offers::add);
  }

  @Test
  void offersPicturesAndTablesOfTheEvaluationThatIsShown(FxRobot robot) throws Exception {
    fire(robot, "export-png");
    assertThat(offers).isEmpty();
    robot.interact(
        () ->
            training
                .snapshotProperty()
                .set(
                    Optional.of(
                        SampleSnapshots.training(1234, Optional.of(evaluation), new MetricLog()))));
    WaitForAsyncUtils.waitForFxEvents();
    List<String> names = model.classNames();

    assertThat(write(robot, "png", "confusion-step-1234.png")).exists();
    MatrixView matrix = robot.lookup(".matrix").queryAs(MatrixView.class);
    assertThat(ImageFiles.readPicture(temp.resolve("confusion-step-1234.png")).shape().width())
        .isPositive();
    assertThat(Files.readString(write(robot, "svg", "confusion-step-1234.svg")))
        .contains("<svg", "at step 1,234", "width=\"%d\"".formatted((int) matrix.getWidth()));
    assertThat(Files.readString(write(robot, "matrix", "confusion-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.matrix(evaluation.confusion(), names)));
    assertThat(Files.readString(write(robot, "classes", "classes-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.classes(evaluation.confusion(), names)));
    assertThat(Files.readString(write(robot, "errors", "errors-step-1234.csv")))
        .isEqualTo(CsvTable.format(EvaluationTables.errors(evaluation, names)));
  }

  @Test
  void adviceToThePersonAtTheWindowIsNotInPictures(FxRobot robot) throws Exception {
    Evaluation evaluation = SampleSnapshots.evaluation(7, 20, 400, 3);
    robot.interact(
        () -> {
          training.dataProperty().set(Optional.of(SampleSnapshots.data(evaluation)));
          training
              .snapshotProperty()
              .set(
                  Optional.of(
                      SampleSnapshots.training(7, Optional.of(evaluation), new MetricLog())));
        });
    WaitForAsyncUtils.waitForFxEvents();
    Label advice = robot.lookup(".matrix-advice").query();
    assertThat(advice.isVisible()).isTrue();
    assertThat(Files.readString(write(robot, "svg", "confusion-step-7.svg")))
        .contains("right", "wrong")
        .doesNotContain(advice.getText());
    assertThat(advice.isVisible()).isTrue();
  }

  /** Chooses an item of the menu, and writes what it offers as the window does. */
  private Path write(FxRobot robot, String item, String name) throws Exception {
    offers.clear();
    fire(robot, "export-" + item);
    FileOffer offer = offers.get(0);
    Path file = temp.resolve(offer.name() + offer.ending());
    assertThat(file).hasFileName(name);
    try (BackgroundTasks tasks = new BackgroundTasks()) {
      List<CompletableFuture<Path>> written = new ArrayList<>();
      robot.interact(
          () ->
              written.add(
                  tasks
                      .start(
                          name,
                          own -> {
                            offer.content().writeTo(file, own);
                            return file;
                          })
                      .result()));
      return written.get(0).get(20, TimeUnit.SECONDS);
    }
  }

  private static void fire(FxRobot robot, String id) {
    MenuItem item =
        robot.lookup("#matrix-export").queryAs(MenuButton.class).getItems().stream()
            .filter(some -> id.equals(some.getId()))
            .findFirst()
            .orElseThrow();
    robot.interact(item::fire);
  }
}
