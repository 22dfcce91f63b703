package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.eval.Evaluation;
import digitscope.probe.FeatureMaps;
import digitscope.run.RunStore;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.Prediction;
import digitscope.session.RunProgress;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The user looks at the beginning of a run while it continues. */
@ExtendWith(SteadyRobot.class)
class TimeSliderTest {
  private static final Optional<Phase> PAUSED = Optional.of(Phase.PAUSED);

  private final Path home;
  private final PreferencesFolder folder;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  TimeSliderTest(@TempDir Path home) {
    this.home = home;
    this.folder = new PreferencesFolder(home);
  }

  @Start
  void open(Stage stage) throws ConfigException {
    RunConfig preset = new ConfigFiles().preset("cnn");
    // No run of this test comes to its end by itself.
    RunConfig setup = preset.withTraining(preset.training().withEpochs(100_000));
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), setup),
            (name, task) -> smallData(),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
    // The bottom of a larger one may lie below the screen.
    stage.setWidth(1280);
    stage.setHeight(800);
    stage.requestFocus();
  }

  private static DataSplits smallData() {
    return new DigitGenerator(new GlyphFiles().bundled()).generate(1500, 200, 1, Progress.NONE);
  }

  /** A key that comes before the window has the focus goes nowhere. */
  @BeforeEach
  void awaitFocus(FxRobot robot) {
    robot.clickOn("#footer");
    await(() -> window().workbench().getScene().getWindow().isFocused());
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    onFxThread(() -> window().close(folder)).run();
  }

  @Test
  void movesEveryViewToStepZeroAndBack(FxRobot robot) {
    assertThat(slider(robot).isDisabled()).isTrue();
    assertThat(text(robot, "#time-shown")).isEqualTo("No run yet");
    robot.interact(this::draw);
    robot.clickOn("#action-train");
    await(() -> evaluation().filter(found -> found.step() > 0).isPresent());
    await(() -> !slider(robot).isDisabled());
    Evaluation first = onFxThread(() -> view().orElseThrow().history().at(0).orElseThrow());
    assertThat(text(robot, "#time-shown")).isEqualTo("Live");

    robot.interact(() -> slider(robot).requestFocus());
    robot.push(KeyCode.HOME);
    await(() -> view().filter(now -> now.step() == 0).isPresent());
    long reached = onFxThread(this::step);
    assertThat(text(robot, "#time-shown")).startsWith("Step 0 of ");
    assertThat(text(robot, "#footer-shown")).isEqualTo("step 0");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    await(() -> matrix().filter(found -> found.step() == 0).isPresent());
    assertThat(onFxThread(() -> matrix().orElseThrow().confusion())).isEqualTo(first.confusion());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    await(() -> maps().filter(found -> found.step() == 0).isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
    await(() -> prediction().filter(found -> found.step() == 0).isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    await(() -> text(robot, "#learning-shown").startsWith("The other pages show step 0"));
    await(() -> step() > reached + 2);
    assertThat(onFxThread(() -> view().orElseThrow().step())).isZero();

    robot.clickOn("#time-live");
    await(() -> view().filter(now -> now.step() > reached).isPresent());
    assertThat(text(robot, "#time-shown")).isEqualTo("Live");
    assertThat(onFxThread(() -> slider(robot).getValue() == slider(robot).getMax())).isTrue();
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    await(() -> matrix().filter(found -> found.step() > 0).isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    await(() -> maps().filter(found -> found.step() > 0).isPresent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
    await(() -> prediction().filter(found -> found.step() > 0).isPresent());
  }

  @Test
  void stepsThroughTheStoredStepsByArrowKeys(FxRobot robot) {
    robot.clickOn("#action-train");
    await(() -> marks() >= 3);
    pause(robot);
    robot.interact(() -> slider(robot).requestFocus());
    robot.push(KeyCode.HOME);
    await(() -> shown() == 0);
    robot.push(KeyCode.RIGHT);
    await(() -> shown() == window().lens().marksProperty().get().get(1).step());
    robot.push(KeyCode.LEFT);
    await(() -> shown() == 0);
    robot.push(KeyCode.END);
    await(() -> window().lens().cursorProperty().get().isLive());
    robot.push(KeyCode.LEFT);
    await(
        () ->
            window().lens().marksProperty().get().stream()
                .anyMatch(mark -> mark.step() == shown() && shown() > 0));
  }

  @Test
  void goesThroughTheStoredStepsByKeysFromAnyPage(FxRobot robot) {
    robot.clickOn("#action-train");
    await(() -> marks() >= 3);
    pause(robot);
    robot.push(KeyCode.ALT, KeyCode.HOME);
    await(() -> shown() == 0);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
    robot.push(KeyCode.ALT, KeyCode.RIGHT);
    await(() -> shown() == window().lens().marksProperty().get().get(1).step());
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    await(() -> shown() == 0);
    robot.push(KeyCode.ALT, KeyCode.END);
    await(() -> window().lens().cursorProperty().get().isLive());
    robot.push(KeyCode.F9);
    await(() -> shown() == 0);
    robot.push(KeyCode.F9);
  }

  @Test
  void playsTheStoredStepsAndEndsAtTheNewest(FxRobot robot) {
    robot.clickOn("#action-train");
    await(() -> marks() >= 3);
    pause(robot);
    List<Long> seen = new CopyOnWriteArrayList<>();
    robot.interact(
        () ->
            window()
                .lens()
                .cursorProperty()
                .addListener((property, before, now) -> now.step().ifPresent(seen::add)));
    robot.clickOn("#time-play");
    await(() -> seen.size() >= 2);
    await(() -> window().lens().cursorProperty().get().isLive());
    assertThat(seen).isSorted().startsWith(0L).hasSizeGreaterThanOrEqualTo(3);

    robot.clickOn("#time-play");
    await(() -> shown() == 0);
    robot.clickOn("#time-play");
    robot.clickOn("#time-live");
    await(() -> window().lens().cursorProperty().get().isLive());
  }

  private void draw() {
    window().workbench().pageProperty().set(Page.DRAW);
    window().models().draw().sketch().begin(0.5, 0.2, false);
    window().models().draw().sketch().end();
  }

  /** Until then steps come, and are evaluated. */
  private void pause(FxRobot robot) {
    robot.clickOn("#action-pause");
    await(() -> window().service().progress().map(RunProgress::phase).equals(PAUSED));
  }

  private int marks() {
    return window().lens().marksProperty().get().size();
  }

  private long shown() {
    return window().lens().cursorProperty().get().step().orElse(-1);
  }

  private Optional<NetworkView> view() {
    return window().lens().view();
  }

  private Optional<Evaluation> evaluation() {
    return view().flatMap(NetworkView::evaluation);
  }

  private Optional<Evaluation> matrix() {
    return window().models().confusion().evaluationProperty().get();
  }

  private Optional<FeatureMaps> maps() {
    return window().models().features().mapsProperty().get();
  }

  private Optional<Prediction> prediction() {
    return window().models().draw().predictionProperty().get();
  }

  private long step() {
    return window().service().progress().map(RunProgress::step).orElse(0L);
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  private static Slider slider(FxRobot robot) {
    return robot.lookup("#time-slider").queryAs(Slider.class);
  }

  private static String text(FxRobot robot, String id) {
    Node node = robot.lookup(id).query();
    return ((Labeled) node).getText();
  }

  private static <T> T onFxThread(Callable<T> work) {
    return Fx.ask(work);
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }
}
