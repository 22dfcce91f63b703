package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import digitscope.ui.fx.SteadyRobot;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;

@ExtendWith(SteadyRobot.class)
final class ThemeTest {
  @Test
  void windowIsFilledWithTheBackgroundOfItsTheme(FxRobot robot) {
    robot.interact(
        () -> {
          Scene scene = new Scene(new Pane(), 20, 20);
          assertThat(background(scene, new PrimerLight().getUserAgentStylesheet()))
              .isEqualTo(Theme.LIGHT.paper());
          assertThat(background(scene, new PrimerDark().getUserAgentStylesheet()))
              .isEqualTo(Theme.DARK.paper());
        });
  }

  /** What the theme paints the root of a scene with. */
  private static Object background(Scene scene, String sheet) {
    scene.setUserAgentStylesheet(sheet);
    Pane root = new Pane();
    scene.setRoot(root);
    root.applyCss();
    return root.getBackground().getFills().get(0).getFill();
  }
}
