package digitscope.ui.control;

import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/**
 * Whether a node can be seen: it is in a scene, and neither it nor what it lies in is hidden. A
 * view that cannot be seen has nothing to lay out or to paint.
 */
public final class Visibility {
  private static final ObservableValue<Boolean> HIDDEN = new SimpleObjectProperty<>(false);

  private final Node node;
  private final ObservableValue<Boolean> seen;
  private final ChangeListener<Boolean> listener;

  /**
   * @param onSeen called whenever the node comes into sight
   */
  public Visibility(Node node, Runnable onSeen) {
    this.node = node;
    this.seen = node.sceneProperty().flatMap(scene -> visible(node)).orElse(false);
    this.listener =
        (property, before, now) -> {
          if (now) {
            onSeen.run();
          }
        };
    seen.addListener(listener);
  }

  /** Whether the node can be seen now. */
  public boolean isSeen() {
    return isSeen(node);
  }

  /** Calls nobody any more. */
  public void dispose() {
    seen.removeListener(listener);
  }

  /** Whether a node can be seen now. */
  public static boolean isSeen(Node node) {
    Node hidden = node;
    while (hidden != null && hidden.isVisible()) {
      hidden = hidden.getParent();
    }
    return node.getScene() != null && hidden == null;
  }

  private static ObservableValue<Boolean> visible(Node node) {
    return node.visibleProperty()
        .flatMap(
            visible ->
                visible ? node.parentProperty().flatMap(Visibility::visible).orElse(true) : HIDDEN);
  }
}
