package digitscope.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class ThemeTest {
  private @Nullable Stage shown;

  @Start
  void start(Stage given) {
    shown = given;
  }

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

  /** Behind a window that cannot be transparent is white. */
  @Test
  void menusListsAndTooltipsFillTheirWindows(FxRobot robot) {
    assumeFalse(Fx.ask(() -> Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)));
    Stage stage = Objects.requireNonNull(shown);
    ContextMenu menu = new ContextMenu(new MenuItem("Open"), new Menu("More"));
    ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList("one", "two"));
    Tooltip tooltip = new Tooltip("What it does");
    robot.interact(
        () -> {
          Theme.DARK.use();
          Scene scene = new Scene(new StackPane(box), 400, 300);
          Theme.dress(scene);
          stage.setScene(scene);
          stage.show();
        });
    Fx.settle();
    // One after the other, as each hides when another one takes the focus.
    List<Runnable> shows =
        List.of(
            () -> menu.show(box, stage.getX(), stage.getY()),
            () -> tooltip.show(box, stage.getX() + 150, stage.getY()),
            box::show);
    for (Runnable show : shows) {
      robot.interact(show);
      Fx.await(() -> popup(stage).isPresent());
      Window popup = Fx.ask(() -> popup(stage).orElseThrow());
      Image seen = Fx.ask(() -> popup.getScene().snapshot(null));
      int right = (int) seen.getWidth() - 1;
      int bottom = (int) seen.getHeight() - 1;
      assertThat(List.of(0, right))
          .as(String.valueOf(popup))
          .allMatch(x -> seen.getPixelReader().getColor(x, 0).isOpaque())
          .allMatch(x -> seen.getPixelReader().getColor(x, bottom).isOpaque())
          .allMatch(x -> seen.getPixelReader().getColor(x, 0).getBrightness() < 0.5)
          .allMatch(x -> seen.getPixelReader().getColor(x, bottom).getBrightness() < 0.5);
      robot.interact(
          () -> {
            menu.hide();
            tooltip.hide();
            box.hide();
          });
    }
    robot.interact(Theme.LIGHT::use);
  }

  private static Optional<Window> popup(Stage stage) {
    return Window.getWindows().stream()
        .filter(window -> window != stage && window.isShowing() && window.getWidth() > 0)
        .findFirst();
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
