package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.Messages;
import digitscope.ui.fx.Problem;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
final class NoticesTest {
  private final Notices notices = new Notices(new StackPane(), Messages.of("shell"));

  @Start
  void show(Stage stage) {
    Scene scene = new Scene(notices, 600, 300);
    stage.setScene(scene);
    stage.show();
  }

  private List<String> kinds() {
    return notices.getPseudoClassStates().stream()
        .map(PseudoClass::getPseudoClassName)
        .filter(List.of("good", "neutral")::contains)
        .toList();
  }

  @Test
  void aFactIsNeitherAProblemNorASuccess(FxRobot robot) {
    robot.interact(() -> notices.show(new Problem("broken", Optional.empty())));
    assertThat(kinds()).isEmpty();
    robot.interact(() -> notices.inform("corrected otherwise"));
    assertThat(kinds()).containsExactly("neutral");
    assertThat(notices.getText()).isEqualTo("corrected otherwise");
    robot.interact(() -> notices.tell("saved"));
    assertThat(kinds()).containsExactly("good");
    robot.interact(() -> notices.show(new Problem("broken", Optional.empty())));
    assertThat(kinds()).isEmpty();
  }
}
