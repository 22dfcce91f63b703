package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.fx.SteadyRobot;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class VisibilityTest {
  private final Region node = new Region();
  private final StackPane inner = new StackPane(node);
  private final StackPane outer = new StackPane(inner);
  private int seen;

  @Start
  void start(Stage stage) {}

  @Test
  void seesNothingOutsideOfAScene() {
    Visibility sight = new Visibility(node, () -> seen++);
    assertThat(sight.isSeen()).isFalse();

    Scene scene = new Scene(outer);
    assertThat(sight.isSeen()).isTrue();
    assertThat(seen).isEqualTo(1);

    scene.setRoot(new Region());
    assertThat(sight.isSeen()).isFalse();
  }

  @Test
  void seesNothingWithinWhatIsHidden() {
    Scene scene = new Scene(outer);
    Visibility sight = new Visibility(node, () -> seen++);
    assertThat(scene.getRoot()).isSameAs(outer);
    assertThat(sight.isSeen()).isTrue();

    inner.setVisible(false);
    outer.setVisible(false);
    inner.setVisible(true);
    assertThat(sight.isSeen()).isFalse();
    assertThat(seen).isZero();

    outer.setVisible(true);
    assertThat(sight.isSeen()).isTrue();
    assertThat(seen).isEqualTo(1);
  }

  @Test
  void followsANodeToAnotherPlace() {
    Scene scene = new Scene(outer);
    Visibility sight = new Visibility(node, () -> seen++);
    StackPane other = new StackPane();
    other.setVisible(false);
    outer.getChildren().add(other);

    other.getChildren().add(node);
    assertThat(scene.getRoot()).isSameAs(outer);
    assertThat(sight.isSeen()).isFalse();
    other.setVisible(true);
    assertThat(seen).isEqualTo(1);
  }

  @Test
  void callsNobodyOnceItIsPutAway() {
    Scene scene = new Scene(outer);
    Visibility sight = new Visibility(node, () -> seen++);
    node.setVisible(false);
    sight.dispose();
    node.setVisible(true);

    assertThat(scene.getRoot()).isSameAs(outer);
    assertThat(seen).isZero();
  }
}
