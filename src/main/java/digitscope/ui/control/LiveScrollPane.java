package digitscope.ui.control;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * A scroll pane for what changes without a break. The usual one keeps a picture of all that can be
 * seen in it, which scrolls faster, but is painted anew whole whenever a single pixel changes.
 */
public final class LiveScrollPane extends ScrollPane {
  public LiveScrollPane(Node content) {
    super(content);
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
