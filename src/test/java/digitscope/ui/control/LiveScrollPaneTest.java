package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.SteadyRobot;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class LiveScrollPaneTest {
  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new LiveScrollPane(new Region()), 100, 100));
    stage.show();
  }

  @Test
  void keepsNoPictureOfWhatChangesWithoutABreak(FxRobot robot) {
    Node viewport = robot.lookup(".viewport").query();
    assertThat(viewport.isCache()).isFalse();
  }
}
