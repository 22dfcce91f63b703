package digitscope.ui.time;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.Patience;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.run.RunStore;
import digitscope.run.Timeline.Kind;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.session.TinyTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FailureReporter;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.fx.TimeCursor;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.shape.MoveTo;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/**
 * The time bar over a finished run of 30 steps, evaluated at steps 0, 10, 20 and 30 among others.
 */
@ExtendWith(SteadyRobot.class)
final class TimeBarTest {
  private static final PseudoClass PAST = PseudoClass.getPseudoClass("past");

  private final ExecutorService background = new FailureReporter(problem -> {}).worker("moments");
  private final BackgroundTasks tasks = new BackgroundTasks();
  private final Selection selection = new Selection();
  private final TrainingService service;
  private final TimeLens lens;
  private final TimeViewModel model;

  TimeBarTest(@TempDir Path home) {
    DataLibrary library = new DataLibrary(tasks, (name, task) -> TinyTask.data(), "");
    service = new TrainingService(library, new RunStore(home));
    lens = new TimeLens(service, background);
    model = new TimeViewModel(lens, selection);
  }

  @Start
  void start(Stage stage) {
    BorderPane window = new BorderPane();
    window.setBottom(new TimeBar(model, tasks));
    Scene scene = new Scene(window, 900, 300);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/charts.css");
    stage.setScene(scene);
    stage.show();
    service.train(TinyTask.config());
  }

  @AfterEach
  void close(FxRobot robot) throws Exception {
    robot.interact(
        () -> {
          service.cancel();
          lens.close();
          tasks.close();
        });
    background.shutdown();
    service.awaitEnd(Patience.LIMIT);
  }

  @Test
  void isUnmistakablyInThePastOrNot(FxRobot robot) {
    awaitEnd();
    Node bar = robot.lookup("#time-bar").query();
    assertThat(bar.getPseudoClassStates()).doesNotContain(PAST);
    assertThat(text(robot, "#time-live")).isEqualTo("Newest");
    look(10);
    assertThat(bar.getPseudoClassStates()).contains(PAST);
    assertThat(text(robot, "#time-shown")).isEqualTo("Step 10 of 30");
    assertThat(text(robot, "#time-live")).isEqualTo("Back to newest");
    robot.clickOn("#time-live");
    await(() -> lens.cursorProperty().get().isLive());
    assertThat(bar.getPseudoClassStates()).doesNotContain(PAST);
  }

  @Test
  void saysWhatIsUnderTheMouse(FxRobot robot) {
    awaitEnd();
    TimeMarks marks = robot.lookup(".time-marks").queryAs(TimeMarks.class);
    int epoch = stepsPerEpoch();
    for (int position : new int[] {0, 1, lens.marksProperty().get().size()}) {
      var spot = Fx.ask(() -> marks.localToScreen(marks.x(position), 2));
      robot.moveTo(spot);
      long step = Fx.ask(() -> model.mark(position).orElseThrow().step());
      String words = text(robot, "#time-bubble");
      assertThat(words).contains("step " + step);
      assertThat(words.contains("Before training")).isEqualTo(step == 0);
      assertThat(words.contains("End of epoch")).isEqualTo(step > 0 && step % epoch == 0);
      assertThat(words.contains("Best so far"))
          .isEqualTo(step == Fx.ask(() -> lens.best()).getAsLong());
    }
    robot.moveTo(".time-shown");
    assertThat(robot.lookup("#time-bubble").query().isVisible()).isFalse();
  }

  @Test
  void jumpsToTheBestStepEvenIfItIsTheNewest(FxRobot robot) {
    awaitEnd();
    look(10);
    long best = Fx.ask(() -> lens.best().getAsLong());
    choose(robot, "best");
    await(
        () ->
            best == 30
                ? lens.cursorProperty().get().isLive()
                : lens.cursorProperty().get().equals(TimeCursor.at(best)));
  }

  @Test
  void jumpsToWhereTheChosenImageWasLearned(FxRobot robot) {
    awaitEnd();
    EvaluationHistory history = Fx.ask(() -> lens.newest().orElseThrow().history());
    Evaluation newest = history.newest().orElseThrow();
    int learned = 0;
    while (history.learnedAt(learned).orElse(0) == 0) {
      learned++;
    }
    assertThat(learned).isLessThan(newest.size());
    assertThat(item(robot, "learned").isDisable()).isTrue();
    int image = learned;
    robot.interact(() -> selection.imageProperty().set(new ChosenImage.OfTestSet(image)));
    OptionalLong step = history.learnedAt(image);
    choose(robot, "learned");
    await(() -> lens.view().orElseThrow().step() == step.getAsLong());
    assertThat(Fx.ask(() -> lens.view().orElseThrow().evaluation().orElseThrow().isRight(image)))
        .isTrue();
  }

  @Test
  void marksEachStoredStepAndEachEpoch(FxRobot robot) {
    awaitEnd();
    TimeMarks marks = robot.lookup(".time-marks").queryAs(TimeMarks.class);
    long ends =
        Fx.ask(
            () ->
                IntStream.rangeClosed(0, lens.marksProperty().get().size())
                    .mapToObj(i -> model.mark(i).orElseThrow())
                    .filter(mark -> mark.is(Kind.EPOCH_END) || mark.is(Kind.FIRST))
                    .count());
    await(() -> lines(marks, ".time-epochs") == ends);
    await(
        () ->
            lines(marks, ".time-epochs") + lines(marks, ".time-steps")
                == lens.marksProperty().get().size() + 1);
    assertThat(Fx.ask(() -> lines(marks, ".time-best"))).isEqualTo(1);
    assertThat(robot.lookup(".time-epoch").queryAllAs(Labeled.class))
        .extracting(Labeled::getText)
        .contains("0");
  }

  @Test
  void playsAtTheChosenSpeed(FxRobot robot) {
    awaitEnd();
    MenuButton speed = robot.lookup("#time-speed").queryAs(MenuButton.class);
    assertThat(speed.getText()).isEqualTo("1×");
    robot.clickOn("#time-speed").clickOn("#time-speed-40");
    assertThat(speed.getText()).isEqualTo("4×");
    assertThat(speed.getItems())
        .filteredOn(item -> ((RadioMenuItem) item).isSelected())
        .extracting(MenuItem::getText)
        .containsExactly("4×");
    robot.clickOn("#time-play");
    await(() -> !lens.cursorProperty().get().isLive());
    await(() -> lens.cursorProperty().get().isLive());
  }

  private static long lines(TimeMarks marks, String selector) {
    javafx.scene.shape.Path path = (javafx.scene.shape.Path) marks.lookup(selector);
    return path.getElements().stream().filter(MoveTo.class::isInstance).count();
  }

  private void awaitEnd() {
    await(() -> service.progress().filter(now -> now.phase() == Phase.FINISHED).isPresent());
    await(() -> lens.best().isPresent() && lens.endMark().filter(m -> m.step() == 30).isPresent());
    await(() -> lens.marksProperty().get().stream().anyMatch(mark -> mark.step() == 20));
  }

  private int stepsPerEpoch() {
    return Fx.ask(() -> lens.progress().map(RunProgress::stepsPerEpoch).orElseThrow());
  }

  private void look(long step) {
    Fx.ask(
        () -> {
          lens.look(TimeCursor.at(step));
          return 0;
        });
    await(() -> lens.cursorProperty().get().equals(TimeCursor.at(step)));
  }

  private static void choose(FxRobot robot, String id) {
    robot.clickOn("#time-jump");
    robot.clickOn("#time-jump-" + id);
  }

  private static MenuItem item(FxRobot robot, String id) {
    return robot.lookup("#time-jump").queryAs(MenuButton.class).getItems().stream()
        .filter(item -> ("time-jump-" + id).equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Labeled.class).getText();
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }
}
