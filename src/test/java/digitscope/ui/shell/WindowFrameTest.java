package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.Preferences.Bounds;
import digitscope.ui.fx.SteadyRobot;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class WindowFrameTest {
  @SuppressWarnings("NullAway.Init") // made before each test, on the JavaFX thread
  private Stage window;

  @Start
  void start(Stage stage) {
    window = new Stage();
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(window::close);
  }

  @Test
  void keepsItsSizeWhenTheWindowManagerOpensItAtTheLeast(FxRobot robot) {
    robot.interact(
        () -> {
          WindowFrame frame = new WindowFrame(window, new Bounds(20, 10, 1200, 800, false));
          window.setScene(new Scene(new StackPane()));
          window.setOnShowing(
              event -> {
                window.setWidth(1024);
                window.setHeight(640);
              });
          window.show();
          assertThat(frame.bounds()).isEqualTo(new Bounds(20, 10, 1200, 800, false));
        });
    assertThat(window.getWidth()).isEqualTo(1200);
    assertThat(window.getHeight()).isEqualTo(800);
  }

  @Test
  void remembersTheSizeThatTheUserGivesIt(FxRobot robot) {
    robot.interact(
        () -> {
          WindowFrame frame = new WindowFrame(window, new Bounds(20, 10, 1200, 800, false));
          window.setScene(new Scene(new StackPane()));
          window.show();
          window.setWidth(1100);
          assertThat(frame.bounds()).isEqualTo(new Bounds(20, 10, 1100, 800, false));
        });
  }
}
