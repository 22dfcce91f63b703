package digitscope.app.window;

import static org.assertj.core.api.Assertions.assertThat;

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
import digitscope.ui.fx.SteadyRobot;
import digitscope.ui.help.TourStep;
import digitscope.ui.shell.Page;
import digitscope.ui.shell.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Help is where it is needed: at each card, in the panel, and in the tour. */
@ExtendWith(SteadyRobot.class)
class HelpJourneyTest {
  private static final int PATIENCE_SECONDS = 60;

  private final FxRobot robot = new SteadyRobot();
  private final Path home;
  private Optional<WorkbenchWindow> opened = Optional.empty();

  HelpJourneyTest(@TempDir Path home) {
    this.home = home;
  }

  @Start
  void open(Stage stage) throws ConfigException {
    WorkbenchWindow window =
        new WorkbenchWindow(
            stage,
            new WorkbenchWindow.Start(Preferences.defaults(), new ConfigFiles().preset("mlp")),
            (name, task) ->
                new DigitGenerator(new GlyphFiles().bundled()).generate(300, 50, 1, Progress.NONE),
            new RunStore(home.resolve("runs")),
            new DrawingFile(home));
    opened = Optional.of(window);
    window.show();
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1024);
    stage.setHeight(672);
  }

  /** Waits for the last file before the folder goes. */
  @AfterEach
  void close() {
    onFxThread(() -> opened.orElseThrow().close(new PreferencesFolder(home))).run();
  }

  @Test
  void questionMarkExplainsItsCardUntilEscape() {
    Node mark = first(".learning-card .help-button");
    robot.clickOn(mark);
    await(() -> isShown("#help-popover"));
    assertThat(texts("#help-popover .label")).contains("Learning").hasSize(3);
    assertInWindow("#help-popover .help-popover-box");
    assertThat(nameless("#help-popover")).isEmpty();

    robot.push(KeyCode.ESCAPE);
    await(() -> !isShown("#help-popover"));
    assertThat(onFxThread(() -> workbench().getScene().getFocusOwner())).isSameAs(mark);
    robot.push(KeyCode.SPACE);
    await(() -> isShown("#help-popover"));
    robot.clickOn("#stat-step");
    await(() -> !isShown("#help-popover"));
  }

  @Test
  void eachOfItsLinksOpensTheGlossaryAtThatTerm() {
    robot.clickOn("#card-network .help-button");
    await(() -> isShown("#help-popover"));
    List<Node> links = List.copyOf(all("#help-popover .help-link"));
    assertThat(links).isNotEmpty();
    String term = ((Hyperlink) links.get(links.size() - 1)).getText();
    robot.clickOn(links.get(links.size() - 1));

    await(() -> !chosenEntries().isEmpty());
    assertThat(isShown("#help-popover")).isFalse();
    Node entry = chosenEntries().get(0);
    assertThat(((Labeled) entry.lookup(".help-term")).getText()).isEqualTo(term);
    ScrollPane scroll = (ScrollPane) first("#help-scroll");
    Bounds seen = onFxThread(() -> scroll.localToScene(scroll.getLayoutBounds()));
    Bounds shown = onFxThread(() -> entry.localToScene(entry.getLayoutBounds()));
    assertThat(seen.intersects(shown)).isTrue();
  }

  @Test
  void panelOpensByKeySearchesAndLeavesTheWindowUsable() {
    robot.push(KeyCode.F1);
    await(() -> isShown("#help-panel"));
    robot.clickOn("#help-GLOSSARY");
    assertThat(nameless("#help-panel")).isEmpty();
    int all = all(".help-entry").size();
    robot.clickOn("#help-search").write("receptive");
    await(() -> all(".help-entry").size() < all);
    assertThat(((Labeled) first(".help-entry .help-term")).getText()).isEqualTo("Receptive field");
    robot.clickOn("#help-SHORTCUTS");
    robot.interact(() -> ((TextInputControl) first("#help-search")).setText("F6"));
    assertThat(texts("#help-panel .key")).containsExactly("F6");

    robot.clickOn("#page-DATA");
    assertThat(onFxThread(() -> workbench().pageProperty().get())).isEqualTo(Page.DATA);
    assertThat(isShown("#help-panel")).isTrue();
    robot.clickOn("#help-close");
    await(() -> !isShown("#help-panel"));
  }

  @Test
  void tourWaitsUntilItIsAskedFor() {
    assertThat(isShown("#tour")).isFalse();
    assertThat(onFxThread(() -> workbench().tour().seenProperty().get())).isFalse();
  }

  @Test
  void tourPutsLightOnEachControlAndFitsBesideIt() {
    robot.interact(() -> workbench().pageProperty().set(Page.DATA));
    startTour();
    for (TourStep step : TourStep.values()) {
      await(() -> workbench().tour().stepProperty().get() == step);
      await(() -> ((Rectangle) first(".tour-ring")).getWidth() > 0);
      WaitForAsyncUtils.waitForFxEvents();
      assertInWindow("#tour-callout");
      assertThat(nameless("#tour-callout")).isEmpty();
      assertInWindow(".tour-ring");
      Bounds callout = bounds("#tour-callout");
      assertThat(callout.intersects(bounds(".tour-ring"))).as(step.name()).isFalse();
      robot.clickOn("#tour-next");
    }
    await(() -> !isShown("#tour"));
  }

  @Test
  void tourIsLedAndLeftByKeyboardAndSeenFromThenOn() {
    startTour();
    robot.push(KeyCode.RIGHT);
    robot.push(KeyCode.ENTER);
    await(() -> workbench().tour().stepProperty().get() == TourStep.CONFUSION);
    robot.push(KeyCode.LEFT);
    await(() -> workbench().tour().stepProperty().get() == TourStep.CURVES);
    robot.push(KeyCode.TAB);
    assertThat(onFxThread(() -> isIn("#tour-callout", workbench().getScene().getFocusOwner())))
        .isTrue();
    robot.push(KeyCode.ESCAPE);
    await(() -> !isShown("#tour"));
    Preferences.Bounds bounds = new Preferences.Bounds(0, 0, 1024, 672, false);
    assertThat(onFxThread(() -> workbench().preferences(bounds).tourSeen())).isTrue();
  }

  @Test
  void tourLetsOneTrainAndHoldsEverythingElse() {
    startTour();
    robot.clickOn("#page-DATA");
    assertThat(onFxThread(() -> workbench().pageProperty().get())).isEqualTo(Page.OVERVIEW);
    robot.clickOn("#action-train");
    await(() -> opened.orElseThrow().service().progress().isPresent());
    assertThat(isShown("#tour")).isTrue();
    robot.push(KeyCode.ESCAPE);
    await(() -> !isShown("#tour"));
    robot.clickOn("#page-DATA");
    assertThat(onFxThread(() -> workbench().pageProperty().get())).isEqualTo(Page.DATA);
  }

  private List<Node> chosenEntries() {
    PseudoClass chosen = PseudoClass.getPseudoClass("chosen");
    return all(".help-entry").stream()
        .filter(entry -> entry.getPseudoClassStates().contains(chosen))
        .toList();
  }

  private Set<String> nameless(String query) {
    return onFxThread(() -> NamelessControls.in((Parent) first(query)));
  }

  private void startTour() {
    robot.interact(
        () ->
            ((MenuBar) first(".main-menu"))
                .getMenus().stream()
                    .flatMap(menu -> menu.getItems().stream())
                    .filter(item -> "menu-tour".equals(item.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire());
    await(() -> isShown("#tour-callout"));
  }

  private static boolean isIn(String selector, Node node) {
    Node one = node;
    while (one != null && !selector.substring(1).equals(one.getId())) {
      one = one.getParent();
    }
    return one != null;
  }

  private void assertInWindow(String selector) {
    WaitForAsyncUtils.waitForFxEvents();
    Bounds window = onFxThread(() -> workbench().getLayoutBounds());
    assertThat(window.contains(bounds(selector))).as(selector + bounds(selector)).isTrue();
  }

  private Bounds bounds(String selector) {
    return onFxThread(
        () -> {
          Node node = first(selector);
          return node.localToScene(node.getLayoutBounds());
        });
  }

  private List<String> texts(String selector) {
    return onFxThread(
        () -> all(selector).stream().map(node -> ((Labeled) node).getText()).toList());
  }

  private List<Node> all(String selector) {
    return onFxThread(() -> List.copyOf(workbench().lookupAll(selector)));
  }

  private Node first(String selector) {
    return onFxThread(() -> Optional.ofNullable(workbench().lookup(selector)).orElseThrow());
  }

  private boolean isShown(String selector) {
    return onFxThread(() -> workbench().lookup(selector) != null);
  }

  private Workbench workbench() {
    return opened.orElseThrow().workbench();
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
