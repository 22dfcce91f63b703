package digitscope.ui.shell;

import digitscope.ui.fx.Preferences.Bounds;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** Puts the window where it was, as far as the screens of today allow, and remembers its place. */
public final class WindowFrame {
  private static final double SMALLEST_WIDTH = 1100;
  private static final double SMALLEST_HEIGHT = 640;
  private static final List<Integer> ICON_SIDES = List.of(16, 32, 48, 64, 128, 256);

  private final Stage stage;
  private Bounds bounds;

  /**
   * @param wanted where the window was
   */
  public WindowFrame(Stage stage, Bounds wanted) {
    this.stage = stage;
    this.bounds = wanted;
    for (int side : ICON_SIDES) {
      String icon = String.format(Locale.ROOT, "/icons/digitscope-%d.png", side);
      stage
          .getIcons()
          .add(
              new Image(Objects.requireNonNull(WindowFrame.class.getResourceAsStream(icon), icon)));
    }
    place(wanted);
    List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
        .forEach(side -> side.addListener((observable, old, now) -> remember()));
    stage.maximizedProperty().addListener((observable, old, now) -> remember());
  }

  /** Where the window is, or was before it filled the screen. */
  public Bounds bounds() {
    return bounds;
  }

  private void place(Bounds wanted) {
    Rectangle2D room = screen(wanted).getVisualBounds();
    stage.setMinWidth(Math.min(SMALLEST_WIDTH, room.getWidth()));
    stage.setMinHeight(Math.min(SMALLEST_HEIGHT, room.getHeight()));
    double width = Math.min(wanted.width(), room.getWidth());
    double height = Math.min(wanted.height(), room.getHeight());
    stage.setWidth(width);
    stage.setHeight(height);
    if (!wanted.isUnplaced()) {
      stage.setX(Math.max(room.getMinX(), Math.min(wanted.x(), room.getMaxX() - width)));
      stage.setY(Math.max(room.getMinY(), Math.min(wanted.y(), room.getMaxY() - height)));
    }
    stage.setMaximized(wanted.maximized());
  }

  private static Screen screen(Bounds wanted) {
    return wanted.isUnplaced()
        ? Screen.getPrimary()
        : Screen.getScreensForRectangle(wanted.x(), wanted.y(), wanted.width(), wanted.height())
            .stream()
            .findFirst()
            .orElse(Screen.getPrimary());
  }

  private void remember() {
    bounds =
        stage.isMaximized()
            ? new Bounds(bounds.x(), bounds.y(), bounds.width(), bounds.height(), true)
            : new Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), false);
  }
}
