package digitscope.ui.control;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** What a picture of a node is drawn on. */
public final class Paper {
  private Paper() {}

  /** What is behind a node: the nearest background that lets nothing through. */
  public static Color behind(Node node) {
    for (Parent above = node.getParent(); above != null; above = above.getParent()) {
      if (above instanceof Region region && region.getBackground() != null) {
        List<BackgroundFill> fills = region.getBackground().getFills();
        if (!fills.isEmpty()
            && fills.get(fills.size() - 1).getFill() instanceof Color color
            && color.isOpaque()) {
          return color;
        }
      }
    }
    return Color.WHITE;
  }
}
