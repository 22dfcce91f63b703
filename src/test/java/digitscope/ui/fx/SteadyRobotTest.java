package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.TranslateTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class SteadyRobotTest {
  private final List<Animation.Status> atClicks = new ArrayList<>();
  private final Pane page = new Pane();

  @Start
  void show(Stage stage) {
    stage.setScene(new Scene(page, 800, 200));
    stage.show();
  }

  @Test
  void clicksOnAButtonWhenItHasSlidIn(FxRobot robot) {
    robot.interact(
        () -> {
          Button button = new Button("Allow");
          TranslateTransition slide = new TranslateTransition(Duration.millis(700), button);
          slide.setFromX(0);
          slide.setToX(700);
          button.setOnAction(event -> atClicks.add(slide.getStatus()));
          page.getChildren().add(button);
          slide.play();
        });

    robot.clickOn("Allow");

    assertThat(atClicks).containsExactly(Animation.Status.STOPPED);
  }
}
