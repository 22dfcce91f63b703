package digitscope.ui.control.images;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.testfx.api.FxRobot;

/** Finds the pictures of an {@link ImageGrid}. */
public final class ImageGrids {
  private ImageGrids() {}

  /** The picture of an image that is in sight. */
  public static Node picture(FxRobot robot, int image) {
    return robot.lookup(".picture-cell").match(cell -> isOf(cell, image)).query();
  }

  /** Whether the picture of an image is in sight. */
  public static boolean isInSight(FxRobot robot, int image) {
    return robot.lookup(".picture-cell").match(cell -> isOf(cell, image)).tryQuery().isPresent();
  }

  private static boolean isOf(Node cell, int image) {
    return cell.isVisible()
        && Integer.valueOf(image).equals(cell.getUserData())
        && grid(cell).intersects(cell.localToScene(cell.getLayoutBounds()));
  }

  private static Bounds grid(Node cell) {
    Node node = cell;
    while (!(node instanceof ImageGrid)) {
      node = node.getParent();
    }
    return node.localToScene(node.getLayoutBounds());
  }
}
