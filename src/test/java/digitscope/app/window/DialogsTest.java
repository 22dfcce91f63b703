package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.GlyphFiles;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.run.RunStore;
import digitscope.ui.control.NamelessControls;
import digitscope.ui.draw.DrawingFile;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.PreferencesFolder;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.SteadyRobot;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Dialogs open whole, in the middle of the window, and hold it back until they are closed. */
@ExtendWith(SteadyRobot.class)
class DialogsTest {
  private static final int PATIENCE_SECONDS = 60;

  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  DialogsTest(@TempDir Path home) {
    this.home = home;
  }

  @Start
  void open(Stage stage) throws ConfigException {
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), new ConfigFiles().preset("mlp")),
            (name, task) ->
                new DigitGenerator(new GlyphFiles().bundled()).generate(200, 50, 1, Progress.NONE),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
    stage.setX(20);
    stage.setY(20);
    stage.setWidth(1024);
    stage.setHeight(672);
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    robot.interact(() -> dialog().ifPresent(Stage::hide));
    onFxThread(() -> opened.orElseThrow().close(new PreferencesFolder(home))).run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"about", "addData"})
  void opensWholeInTheMiddleOfItsWindow(String action) {
    robot.interact(() -> item(action).fire());

    assertWholeAndCentered(awaitDialog());
  }

  @Test
  void showsTheDetailsOfAProblemLikewise() {
    Exception cause = new IllegalStateException("a cause");
    robot.interact(() -> opened.orElseThrow().workbench().show(Problem.of(cause)));
    await(() -> robot.lookup("Details").tryQuery().isPresent());
    robot.interact(() -> robot.lookup("Details").queryButton().fire());

    assertWholeAndCentered(awaitDialog());
  }

  @Test
  void holdsItsWindowBackUntilItIsClosed() {
    robot.interact(() -> item("about").fire());
    Stage dialog = awaitDialog();
    boolean dark = isDark();
    robot.clickOn("#action-theme");
    robot.push(KeyCode.CONTROL, KeyCode.T);
    assertThat(isDark()).isEqualTo(dark);

    robot.interact(() -> closeButton(dialog).fire());
    await(() -> !dialog.isShowing());
    robot.interact(() -> robot.targetWindow(owner()));
    robot.clickOn("#action-theme");
    await(() -> isDark() != dark);
  }

  @Test
  void letsItsWindowGoAlsoWhereTheDesktopClosesIt() {
    robot.interact(() -> item("about").fire());
    Stage dialog = awaitDialog();
    boolean dark = isDark();

    robot.interact(dialog::hide);
    robot.interact(() -> robot.targetWindow(owner()));
    robot.clickOn("#action-theme");
    await(() -> isDark() != dark);
  }

  private void assertWholeAndCentered(Stage dialog) {
    Window owner = owner();
    assertThat(dialog.getModality()).isEqualTo(Modality.NONE);
    assertThat(dialog.getOwner()).isSameAs(owner);
    assertThat(dialog.getWidth()).isBetween(240.0, 1024.0);
    assertThat(dialog.getHeight()).isBetween(120.0, 672.0);
    assertThat(dialog.getX() + dialog.getWidth() / 2)
        .isCloseTo(owner.getX() + owner.getWidth() / 2, within(2.0));
    assertThat(dialog.getY() + dialog.getHeight() / 2)
        .isCloseTo(owner.getY() + owner.getHeight() / 2, within(2.0));
    assertThat(onFxThread(() -> LayoutFaults.in(dialog.getScene().getRoot()))).isEmpty();
    assertThat(onFxThread(() -> NamelessControls.in(dialog.getScene().getRoot()))).isEmpty();
    assertThat(closeButton(dialog).isDisabled()).isFalse();
  }

  private static Button closeButton(Stage dialog) {
    return (Button) dialog.getScene().getRoot().lookup(".button-bar .button");
  }

  private boolean isDark() {
    return opened.orElseThrow().workbench().darkProperty().get();
  }

  private Window owner() {
    return opened.orElseThrow().workbench().getScene().getWindow();
  }

  private Stage awaitDialog() {
    await(() -> dialog().filter(found -> found.getWidth() > 0).isPresent());
    WaitForAsyncUtils.waitForFxEvents();
    return onFxThread(() -> dialog().orElseThrow());
  }

  private Optional<Stage> dialog() {
    return Window.getWindows().stream()
        .filter(Stage.class::isInstance)
        .map(Stage.class::cast)
        .filter(stage -> stage.isShowing() && stage.getOwner() == owner())
        .findFirst();
  }

  private MenuItem item(String action) {
    MenuBar bar = robot.lookup(".main-menu").queryAs(MenuBar.class);
    return bar.getMenus().stream()
        .flatMap(menu -> menu.getItems().stream())
        .filter(item -> ("menu-" + action).equals(item.getId()))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T onFxThread(Callable<T> question) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000L, question);
  }

  private static void await(Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> onFxThread(condition));
    } catch (TimeoutException e) {
      throw new AssertionError("Still not so", e);
    }
  }
}
