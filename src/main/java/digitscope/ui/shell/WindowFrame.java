package digitscope.ui.shell;

import digitscope.ui.fx.Preferences.Bounds;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** Puts the window where it was, as far as the screens of today allow, and remembers its place. */
public final class WindowFrame {
  private static final List<Integer> ICON_SIDES = List.of(16, 32, 48, 64, 128, 256);

  private final Stage stage;
  private final Bounds initial;
  private Bounds bounds;

  /**
   * @param wanted where the window was
   */
  public WindowFrame(Stage stage, Bounds wanted) {
    this.stage = stage;
    List<Rectangle2D> rooms = rooms();
    this.initial = WindowPlacement.initial(wanted, rooms);
    this.bounds = initial;
    for (int side : ICON_SIDES) {
      String icon = String.format(Locale.ROOT, "/icons/digitscope-%d.png", side);
      stage
          .getIcons()
          .add(
              new Image(Objects.requireNonNull(WindowFrame.class.getResourceAsStream(icon), icon)));
    }
    place(rooms);
    List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
        .forEach(side -> side.addListener((observable, old, now) -> remember()));
    stage.maximizedProperty().addListener((observable, old, now) -> remember());
    stage.addEventHandler(WindowEvent.WINDOW_SHOWN, event -> resize());
  }

  /** Where the window is, or was before it filled the screen. */
  public Bounds bounds() {
    return bounds;
  }

  private static List<Rectangle2D> rooms() {
    Screen primary = Screen.getPrimary();
    return Stream.concat(
            Stream.of(primary),
            Screen.getScreens().stream().filter(screen -> !screen.equals(primary)))
        .map(Screen::getVisualBounds)
        .toList();
  }

  /**
   * Asks for the size once more. On Linux a window manager that adds a frame opens a window at its
   * least size, whatever it was given before.
   */
  private void resize() {
    if (!initial.maximized()) {
      stage.setWidth(initial.width());
      stage.setHeight(initial.height());
    }
  }

  private void place(List<Rectangle2D> rooms) {
    Dimension2D least = WindowPlacement.least(bounds, rooms);
    stage.setMinWidth(least.getWidth());
    stage.setMinHeight(least.getHeight());
    stage.setX(bounds.x());
    stage.setY(bounds.y());
    stage.setWidth(bounds.width());
    stage.setHeight(bounds.height());
    stage.setMaximized(bounds.maximized());
  }

  private void remember() {
    bounds =
        stage.isMaximized()
            ? new Bounds(bounds.x(), bounds.y(), bounds.width(), bounds.height(), true)
            : new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
  }
}
