package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.Question;
import digitscope.session.Snapshot;
import digitscope.ui.control.images.ImageGrids;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class OtherSetViewTest {
  private static final ImageShape SHAPE = new ImageShape(1, 4, 4);

  private final FakeLens lens = new FakeLens();
  private final Selection selection = new Selection();
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final List<String> downloaded = new CopyOnWriteArrayList<>();
  private final Evaluation own = SampleSnapshots.evaluation(100, 10, 200, 1);
  private final MetricLog session = new MetricLog();
  private final DataSplits others = SampleSnapshots.data(SampleSnapshots.evaluation(0, 10, 60, 2));
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, selection, Runnable::run, Runnable::run);
  private final OtherSetViewModel other =
      new OtherSetViewModel(
          lens,
          selection,
          new DataLibrary(tasks, new Sets(), "reading"),
          Runnable::run,
          Runnable::run);

  /** Sets of which one is not here, and two do not fit. */
  private final class Sets implements DataLibrary.Source {
    @Override
    public DataSplits read(String name, BackgroundTask<?> task) throws DataException {
      return switch (name) {
        case "letters" -> set(List.of("a", "b"), SHAPE);
        case "large" -> set(model.classNames(), new ImageShape(1, 8, 8));
        case "broken" -> throw new DataException("The labels end early: download them again");
        case "far" -> {
          downloaded.add(name);
          yield others;
        }
        default -> others;
      };
    }

    @Override
    public boolean isHere(String name) {
      return !name.equals("far");
    }

    private DataSplits set(List<String> names, ImageShape shape) {
      Dataset images = new Dataset("images", shape, names, new byte[shape.size()], new byte[] {1});
      return new DataSplits("set", images, images);
    }
  }

  @Start
  void start(Stage stage) {
    ConfusionView view = new ConfusionView(model);
    view.offer(other);
    Scene scene = new Scene(view, 1280, 1100);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/confusion.css");
    stage.setScene(scene);
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(own)));
    lens.answerWith(this::answer);
    model.activeProperty().set(true);
    other.activeProperty().set(true);
    lens.show(snapshot(100, Phase.FINISHED));
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(tasks::close);
  }

  private Snapshot snapshot(long step, Phase phase) {
    return SampleSnapshots.snapshot(
        step, phase, EvaluationHistory.NONE.with(own), Optional.empty(), Optional.empty(), session);
  }

  private Object answer(Command<?> command) {
    assertThat(command).isInstanceOf(Question.Evaluate.class);
    long step = lens.view().map(NetworkView::step).orElseThrow();
    return SampleSnapshots.evaluation(step, 10, 60, 2);
  }

  @Test
  void showsTheMatrixOfAnotherSetBesideThatOfTheRun(FxRobot robot) {
    robot.clickOn("#matrix-evaluate").clickOn("#evaluate-digits");
    awaitStage(OtherSetViewModel.Stage.SHOWN);

    Evaluation found = SampleSnapshots.evaluation(100, 10, 60, 2);
    int wrong = 60 - found.confusion().correct();
    assertThat(text(robot, "#other-accuracy")).startsWith("Bundled digits: ").endsWith("% correct");
    assertThat(text(robot, "#other-detail"))
        .isEqualTo(wrong + " of 60 test images incorrect, step 100");
    assertThat(text(robot, "#own-accuracy")).endsWith("% correct");
    MatrixView first = matrix(robot, "#confusion-matrix");
    MatrixView second = matrix(robot, "#other-matrix");
    assertThat(second.matrixProperty().get()).isEqualTo(found.confusion());
    var left = first.localToScene(first.getLayoutBounds());
    var right = second.localToScene(second.getLayoutBounds());
    assertThat(right.getMinX()).isGreaterThanOrEqualTo(left.getMaxX());
    assertThat(right.getMinY()).isEqualTo(left.getMinY());
    robot.clickOn("#matrix-mode-ROW_SHARE");
    assertThat(second.modeProperty().get()).isEqualTo(MatrixMode.ROW_SHARE);

    robot.clickOn("#other-close");
    assertThat(robot.lookup("#other-matrix").tryQuery()).isEmpty();
    TabPane tabs = robot.lookup(".image-side").queryAs(TabPane.class);
    assertThat(tabs.getTabs()).extracting(Tab::getId).doesNotContain("tab-other");
  }

  @Test
  void opensTheImagesBehindACellOfTheOtherSet(FxRobot robot) {
    Evaluation found = evaluateOn(robot, "digits");
    int image = found.images(new CellChoice.AllErrors()).get(0);
    int actual = found.actual(image);
    int predicted = found.predicted(image);
    robot.clickOn("#other-matrix #cell-" + actual + "-" + predicted);

    TabPane tabs = robot.lookup(".image-side").queryAs(TabPane.class);
    assertThat(tabs.getSelectionModel().getSelectedItem().getText())
        .isEqualTo("Bundled digits images");
    assertThat(text(robot, "#other-title"))
        .startsWith(found.confusion().count(actual, predicted) + " of ");
    // Nothing of the run is chosen by it.
    assertThat(model.choiceProperty().get()).isEmpty();
    robot.clickOn(ImageGrids.picture(robot, image));
    assertThat(selection.imageProperty().get())
        .isInstanceOfSatisfying(
            ChosenImage.OfOtherSet.class,
            chosen -> {
              assertThat(chosen.index()).isEqualTo(image);
              assertThat(chosen.label()).isEqualTo(actual);
            });
  }

  @Test
  void saysWhyASetCannotBeEvaluatedOn(FxRobot robot) {
    robot.interact(() -> other.evaluateOn("letters"));
    awaitStage(OtherSetViewModel.Stage.REFUSED);
    assertThat(text(robot, "#other-sentence"))
        .isEqualTo(
            "letters has other classes (a, b) than this network (0, 1, 2 … 9). Choose a set with"
                + " the same classes.");
    robot.interact(() -> other.evaluateOn("large"));
    awaitStage(OtherSetViewModel.Stage.REFUSED);
    assertThat(text(robot, "#other-sentence"))
        .startsWith("The images of large are 1×8×8, but this network takes 1×4×4.");
    robot.interact(() -> other.evaluateOn("broken"));
    awaitStage(OtherSetViewModel.Stage.REFUSED);
    assertThat(text(robot, "#other-sentence"))
        .isEqualTo("The labels end early: download them again");
    assertThat(lens.asked()).isEmpty();
  }

  @Test
  void downloadsASetOnlyWhenToldTo(FxRobot robot) {
    robot.interact(() -> other.evaluateOn("far"));
    awaitStage(OtherSetViewModel.Stage.MISSING);
    assertThat(text(robot, "#other-sentence")).isEqualTo("far has not been downloaded yet.");
    assertThat(downloaded).isEmpty();

    robot.clickOn("#other-download");
    awaitStage(OtherSetViewModel.Stage.SHOWN);
    assertThat(downloaded).containsExactly("far");
  }

  @Test
  void followsTheStepThatIsShown(FxRobot robot) {
    evaluateOn(robot, "digits");
    robot.interact(() -> lens.show(snapshot(40, Phase.FINISHED)));

    assertThat(text(robot, "#other-detail")).endsWith("step 40");
  }

  @Test
  void showsNothingOfAnotherStepWhileItWaits(FxRobot robot) {
    evaluateOn(robot, "digits");
    lens.answerWith(command -> new CompletableFuture<Evaluation>());
    robot.interact(() -> lens.show(snapshot(40, Phase.FINISHED)));

    assertThat(stage()).isEqualTo(OtherSetViewModel.Stage.EVALUATING);
    assertThat(robot.lookup("#other-matrix").query().isVisible()).isFalse();
  }

  @Test
  void asksOnceAnEpochWhileTheNetworkLearns(FxRobot robot) {
    robot.interact(() -> lens.show(snapshot(100, Phase.TRAINING)));
    evaluateOn(robot, "digits");
    int before = lens.asked().size();
    robot.interact(() -> lens.show(snapshot(150, Phase.TRAINING)));
    assertThat(lens.asked()).hasSize(before);
    assertThat(text(robot, "#other-detail")).endsWith("step 100");
    robot.interact(() -> lens.show(snapshot(200, Phase.TRAINING)));
    assertThat(lens.asked()).hasSize(before + 1);
    assertThat(text(robot, "#other-detail")).endsWith("step 200");
  }

  @Test
  void asksNothingWhileNobodyLooks(FxRobot robot) {
    robot.interact(() -> other.activeProperty().set(false));
    robot.interact(() -> other.evaluateOn("digits"));
    awaitStage(OtherSetViewModel.Stage.EVALUATING);
    assertThat(lens.asked()).isEmpty();
    robot.interact(() -> other.activeProperty().set(true));
    awaitStage(OtherSetViewModel.Stage.SHOWN);
  }

  private Evaluation evaluateOn(FxRobot robot, String set) {
    robot.interact(() -> other.evaluateOn(set));
    awaitStage(OtherSetViewModel.Stage.SHOWN);
    return other.stateProperty().get().evaluation().orElseThrow();
  }

  private OtherSetViewModel.Stage stage() {
    return Fx.ask(() -> other.stateProperty().get().stage());
  }

  private void awaitStage(OtherSetViewModel.Stage wanted) {
    Fx.await(() -> other.stateProperty().get().stage() == wanted);
  }

  private static MatrixView matrix(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(MatrixView.class);
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Labeled.class).getText();
  }
}
