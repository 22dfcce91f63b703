package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.animation.TranslateTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
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

  @Test
  void waitsForWhatComesAMomentLater(FxRobot robot) {
    List<String> clicked = new ArrayList<>();
    robot.interact(
        () -> {
          Button late = new Button("Late");
          late.setOnAction(event -> clicked.add("late"));
          PauseTransition pause = new PauseTransition(Duration.millis(400));
          pause.setOnFinished(event -> page.getChildren().add(late));
          pause.play();
        });

    robot.clickOn("Late");

    assertThat(clicked).containsExactly("late");
  }

  @Test
  void returnsWhenWhatItDidIsLaidOut(FxRobot robot) {
    Label label = new Label("wide");
    page.setOnMouseClicked(event -> page.getChildren().add(label));

    robot.clickOn(page);

    assertThat(label.getWidth()).isPositive();
  }

  /** Even if it takes longer to hear of the first click than two clicks may be apart. */
  @Test
  void clicksTwiceAtOnce(FxRobot robot) {
    List<Integer> counts = new ArrayList<>();
    page.setOnMouseClicked(event -> counts.add(event.getClickCount()));

    robot.doubleClickOn(page);

    assertThat(counts).containsExactly(1, 2);
  }
}
