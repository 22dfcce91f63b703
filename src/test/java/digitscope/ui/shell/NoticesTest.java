package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.Messages;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class NoticesTest {
  private static final Duration LONG = Duration.hours(1);

  private final StackPane page = new StackPane();
  private Optional<Notices> shown = Optional.empty();

  @Start
  void show(Stage stage) {
    // Controls can only be made once the toolkit runs.
    Notices notices = new Notices(page, Messages.of("shell"), LONG);
    shown = Optional.of(notices);
    Scene scene = new Scene(notices, 600, 300);
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void aNoticeHidesNothingOfThePage(FxRobot robot) throws TimeoutException {
    robot.interact(() -> notices().inform("corrected otherwise"));
    // The notice slides in.
    await(() -> notice().getHeight() > 1 && notice().getMaxY() == inScene(page).getMinY());
    assertThat(inScene(page).getMaxY()).isEqualTo(300);
    robot.interact(() -> notices().hide());
    await(() -> inScene(page).getMinY() == 0);
  }

  @Test
  void successGoesAwayByItselfAndProblemsStay(FxRobot robot) {
    Duration brief = Duration.millis(1);
    robot.interact(
        () -> {
          Notices quick = new Notices(new StackPane(), Messages.of("shell"), brief);
          notices().getScene().setRoot(quick);
          shown = Optional.of(quick);
          quick.tell("Saved report.html");
        });
    await(() -> !notices().isShowing());

    PauseTransition longer = new PauseTransition(brief.multiply(10));
    robot.interact(
        () -> {
          notices().tell("Saved report.html");
          notices().show(new Problem("broken", Optional.empty()));
          longer.play();
        });
    await(() -> longer.getStatus() == Animation.Status.STOPPED);
    assertThat(Fx.ask(() -> notices().isShowing())).isTrue();
    assertThat(notices().getText()).isEqualTo("broken");
  }

  @Test
  void successStaysWhileTheMouseRestsOnIt(FxRobot robot) {
    robot.interact(() -> notices().tell("Saved report.html"));
    await(() -> notice().getHeight() > 1 && notice().getMaxY() == inScene(page).getMinY());
    robot.moveTo(notices().lookup(".notification-bar"));
    robot.interact(() -> notices().leave());
    assertThat(notices().isShowing()).isTrue();

    robot.moveTo(page);
    robot.interact(() -> notices().leave());
    await(() -> !notices().isShowing());
  }

  private Bounds notice() {
    return inScene(notices().lookup(".notification-bar"));
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }

  private static Bounds inScene(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  private Notices notices() {
    return shown.orElseThrow();
  }

  private List<String> kinds() {
    return notices().getPseudoClassStates().stream()
        .map(PseudoClass::getPseudoClassName)
        .filter(List.of("good", "neutral")::contains)
        .toList();
  }

  @Test
  void aFactIsNeitherAProblemNorASuccess(FxRobot robot) {
    robot.interact(() -> notices().show(new Problem("broken", Optional.empty())));
    assertThat(kinds()).isEmpty();
    robot.interact(() -> notices().inform("corrected otherwise"));
    assertThat(kinds()).containsExactly("neutral");
    assertThat(notices().getText()).isEqualTo("corrected otherwise");
    robot.interact(() -> notices().tell("saved"));
    assertThat(kinds()).containsExactly("good");
    robot.interact(() -> notices().show(new Problem("broken", Optional.empty())));
    assertThat(kinds()).isEmpty();
  }
}
