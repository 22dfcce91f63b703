package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.run.RunStore;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.Phase;
import digitscope.session.RunProgress;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.Workbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.controlsfx.control.NotificationPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

/** The window as a user meets it, on a small network and few digits. */
@ExtendWith(SteadyRobot.class)
class WorkbenchWindowTest {
  private final PreferencesFolder folder;
  private final Path home;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  WorkbenchWindowTest(@TempDir Path home) {
    this.home = home;
    this.folder = new PreferencesFolder(home);
  }

  @Start
  void open(Stage stage) throws ConfigException {
    RunConfig preset = new ConfigFiles().preset("mlp");
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
    stage.requestFocus();
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

  private static DataSplits smallData() {
    return new DigitGenerator(new GlyphFiles().bundled()).generate(1500, 200, 1, Progress.NONE);
  }

  private WorkbenchWindow window() {
    return opened.orElseThrow();
  }

  @Test
  void trainsPausesStepsAndStops(FxRobot robot) throws Exception {
    robot.clickOn("#action-train");
    await(() -> step() >= 3);

    robot.clickOn("#action-pause");
    await(() -> phase() == Phase.PAUSED);
    // The answer comes when the step that was under way has ended.
    long paused = answer(new Command.Pause());
    robot.clickOn("#action-step");
    await(() -> step() == paused + 1);
    assertThat(text(robot, "#stat-step")).startsWith(paused + 1 + " / ");

    robot.clickOn("#action-pause");
    await(() -> step() >= paused + 3);
    robot.clickOn("#action-stop");
    await(() -> phase() == Phase.STOPPED);
    assertThat(node(robot, "#action-train").isDisabled()).isFalse();
    assertThat(node(robot, "#action-stop").isDisabled()).isTrue();
  }

  @Test
  void startsWithOneStepWhenNothingRan(FxRobot robot) {
    robot.clickOn("#action-step");

    await(() -> phase() == Phase.PAUSED && step() == 1);
  }

  @Test
  void saysWhichRunItIsAndHowItGoes(FxRobot robot) {
    robot.clickOn("#action-step");
    await(() -> text(robot, "#run-state").equals("Paused"));
    assertThat(text(robot, "#run-name")).isEqualTo("mlp");
    assertThat(text(robot, "#stat-time-caption")).isEqualTo("Remaining");
    robot.clickOn("#action-stop");
    await(() -> text(robot, "#run-state").equals("Stopped"));
    assertThat(text(robot, "#stat-time-caption")).isEqualTo("Elapsed");
  }

  @Test
  void evaluatesTheNetworkOnAnotherSetBesideItsOwn(FxRobot robot) {
    robot.clickOn("#action-step");
    await(() -> phase() == Phase.PAUSED && step() == 1);
    robot.interact(() -> window().workbench().pageProperty().set(Page.CONFUSION));
    robot.interact(() -> window().models().otherSet().evaluateOn("elsewhere"));

    await(() -> text(robot, "#other-accuracy").endsWith("% correct"));
    assertThat(text(robot, "#other-accuracy")).startsWith("elsewhere: ");
    await(() -> text(robot, "#other-detail").endsWith("of 200 test images incorrect, step 1"));
    robot.clickOn("#other-close");
    await(() -> robot.lookup("#other-matrix").tryQuery().isEmpty());
  }

  @Test
  void carriesTheLearningRateToTheRunThatGoesOn(FxRobot robot) {
    robot.clickOn("#action-step");
    await(() -> phase() == Phase.PAUSED && step() == 1);

    robot.interact(
        () ->
            window()
                .setup()
                .setTraining(window().setup().config().training().withLearningRate(0.0625)));
    robot.clickOn("#action-step");

    await(() -> step() == 2 && progress().orElseThrow().learningRate() == 0.0625);
  }

  @Test
  void showsEachPageByItsShortcut(FxRobot robot) {
    KeyCode[] digits = {
      KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5, KeyCode.DIGIT6
    };
    String[] pages = {"OVERVIEW", "LEARNING", "CONFUSION", "FEATURES", "FILTERS", "DRAW"};
    for (int i = digits.length - 1; i >= 0; i--) {
      robot.push(KeyCode.CONTROL, digits[i]);
      assertThat(onFxThread(() -> window().workbench().pageProperty().get().name()))
          .isEqualTo(pages[i]);
    }
  }

  @Test
  void everyPageFitsIntoTheSmallestWindow(FxRobot robot) {
    Workbench workbench = window().workbench();
    Scene scene = workbench.getScene();
    Stage stage = (Stage) scene.getWindow();
    robot.interact(
        () -> {
          stage.setWidth(stage.getMinWidth());
          stage.setHeight(stage.getMinHeight());
        });
    for (Page page : Page.values()) {
      robot.interact(() -> workbench.pageProperty().set(page));
      await(
          () ->
              scene.getWidth() == stage.getMinWidth()
                  && workbench.minWidth(-1) <= scene.getWidth()
                  && workbench.minHeight(-1) <= scene.getHeight());
    }
  }

  @Test
  void refusesNonsenseInALayerFormAndSaysWhy(FxRobot robot) {
    robot.clickOn("#layer-2 .layer-title");
    robot
        .clickOn("#layer-2 #setup-units")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("0")
        .push(KeyCode.ENTER);

    assertThat(text(robot, "#layer-2 .setting-reason")).isEqualTo("Enter a number from 1 to 8192");
    assertThat(window().setup().setup().layers().get(1).spec().title()).isEqualTo("dense 70");

    robot
        .clickOn("#layer-2 #setup-units")
        .push(KeyCode.CONTROL, KeyCode.A)
        .write("40")
        .push(KeyCode.ENTER);
    assertThat(window().setup().setup().layers().get(1).spec().title()).isEqualTo("dense 40");
    assertThat(node(robot, "#layer-2 .setting-reason").isVisible()).isFalse();
  }

  @Test
  void refusesToRemoveTheOutputAndSaysWhy(FxRobot robot) {
    robot.clickOn("#layer-4 .layer-title");
    robot.push(KeyCode.DELETE);

    assertThat(text(robot, "#network-reason")).contains("needs 10 units");
    assertThat(window().setup().setup().layers()).hasSize(4);
  }

  @Test
  void remembersThemePanelPageAndSetup(FxRobot robot) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.T);
    robot.push(KeyCode.CONTROL, KeyCode.B);
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
    robot.interact(() -> window().setup().setLimit(321));

    onFxThread(() -> window().close(folder)).run();

    Preferences left = folder.load();
    assertThat(left.dark()).isTrue();
    assertThat(left.setupShown()).isFalse();
    assertThat(left.page()).isEqualTo("DRAW");
    assertThat(folder.loadSetup().orElseThrow().limit()).isEqualTo(321);
    assertThat(Files.exists(home.resolve("window.properties"))).isTrue();
  }

  @Test
  void exportsTheNetworkThatIsShownAndImportsIt(FxRobot robot) throws Exception {
    robot.clickOn("#action-step");
    await(() -> phase() == Phase.PAUSED && step() == 1);
    Path file = home.resolve("net.onnx");

    robot.interact(() -> window().workbench().exportNetwork(file));
    await(() -> notice(robot).contains(file.toString()));
    assertThat(file).isNotEmptyFile();
    float[] exported = weights();

    robot.interact(() -> window().workbench().importNetwork(file));
    await(() -> view().filter(s -> s.step() == 0 && s.evaluation().isPresent()).isPresent());
    assertThat(weights()).containsExactly(exported);

    Path text = Files.writeString(home.resolve("text.onnx"), "no network");
    robot.interact(() -> window().workbench().importNetwork(text));
    await(() -> notice(robot).contains("is not an ONNX model"));
  }

  @Test
  void reportsTheRunThatIsShown(FxRobot robot) throws Exception {
    robot.clickOn("#action-step");
    await(() -> phase() == Phase.PAUSED && step() == 1);
    Path file = home.resolve("report.html");
    List<Path> opened = new CopyOnWriteArrayList<>();
    robot.interact(() -> window().workbench().setDocumentOpener(opened::add));

    robot.interact(() -> window().workbench().exportReport(file));
    await(() -> notice(robot).contains(file.toString()));
    assertThat(Files.readString(file)).contains("\"step\":1,", "id=\"data\"");
    await(() -> robot.lookup("Show in folder").tryQuery().isPresent());
    // Not with the mouse, as the notice may still be moving.
    robot.interact(() -> robot.lookup("Show in folder").queryButton().fire());
    await(() -> opened.equals(List.of(home)));

    robot.interact(() -> window().workbench().exportReport(home.resolve("no/report.html")));
    await(() -> notice(robot).contains("an existing folder"));
  }

  /** What is said above the page; "null" before the first notice. */
  private static String notice(FxRobot robot) {
    NotificationPane notices = robot.lookup("#notices").query();
    return String.valueOf(notices.getText());
  }

  private float[] weights() throws Exception {
    return answer(new Command.Save()).parameters();
  }

  private <R> R answer(Command<R> command) throws Exception {
    return onFxThread(() -> window().service().ask(command))
        .get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private Optional<NetworkView> view() {
    return window().lens().view();
  }

  private Optional<RunProgress> progress() {
    return window().service().progress();
  }

  private long step() {
    return progress().map(RunProgress::step).orElse(0L);
  }

  private Phase phase() {
    return progress().map(RunProgress::phase).orElse(Phase.PREPARING);
  }

  private static Node node(FxRobot robot, String query) {
    return robot.lookup(query).query();
  }

  private static String text(FxRobot robot, String query) {
    return onFxThread(() -> ((Labeled) node(robot, query)).getText());
  }

  private static <T> T onFxThread(Callable<T> question) {
    return Fx.ask(question);
  }

  private void await(Callable<Boolean> condition) {
    try {
      Fx.await(condition);
    } catch (AssertionError e) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "Waited in vain, in phase %s at step %d; last problem: %s",
              phase(),
              step(),
              window().service().problemProperty().get()),
          e);
    }
  }
}
