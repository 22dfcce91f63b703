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
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class NoticesTest {
  private final StackPane page = new StackPane();
  private Optional<Notices> shown = Optional.empty();

  @Start
  void show(Stage stage) {
    // Controls can only be made once the toolkit runs.
    Notices notices = new Notices(page, Messages.of("shell"));
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
