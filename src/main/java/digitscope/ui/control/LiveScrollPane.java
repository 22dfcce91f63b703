package digitscope.ui.control;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * A scroll pane for what changes without a break. The usual one keeps a picture of all that can be
 * seen in it, which scrolls faster, but is repainted completely whenever a single pixel changes.
 */
public class LiveScrollPane extends ScrollPane {
  public LiveScrollPane(Node content) {
    super(content);
  }

  /**
   * A pane whose content fills it, and is scrolled only where it needs more than there is. It has
   * the style class {@code fitted-scroll}.
   */
  public static LiveScrollPane fitted(Node content) {
    LiveScrollPane pane = new LiveScrollPane(content);
    pane.setFitToWidth(true);
    pane.setFitToHeight(true);
    pane.getStyleClass().add("fitted-scroll");
    return pane;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    Skin<?> skin = super.createDefaultSkin();
    getChildrenUnmodifiable().stream()
        .filter(part -> part.getStyleClass().contains("viewport"))
        .forEach(viewport -> viewport.setCache(false));
    return skin;
  }
}
