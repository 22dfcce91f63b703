package digitscope.ui.fx;

import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;

/**
 * Has every move of the mouse delivered to a node that is drawn on, however busy the JavaFX thread
 * is. JavaFX asks GTK for hints of motion, so that of all moves that came while the thread was busy
 * only the last is left, and a busy window would cut the corners of what is drawn. On other
 * platforms, or without GTK's library, moves come as JavaFX delivers them.
 */
public final class EveryMove {
  private static final FxThread FX_THREAD = new FxThread();

  private boolean over;
  private boolean pressed;
  private boolean held;

  private EveryMove() {}

  /** Has moves over a node delivered one by one, from now on. */
  public static void deliverTo(Node node) {
    EveryMove moves = new EveryMove();
    node.addEventFilter(MouseEvent.MOUSE_ENTERED, event -> moves.entered());
    node.addEventFilter(MouseEvent.MOUSE_EXITED, event -> moves.exited());
    node.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> moves.pressed());
    node.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> moves.dragged());
    node.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> moves.released());
  }

  private void entered() {
    over = true;
    CompletableFuture<Void> unused = GtkMotion.loading().thenRunAsync(this::askFor, FX_THREAD);
  }

  private void askFor() {
    if (over) {
      GtkMotion.inDetail(true);
    }
  }

  private void pressed() {
    pressed = true;
    held = false;
  }

  private void dragged() {
    // JavaFX takes hold of the mouse, for hints alone, just before it delivers the first of these.
    if (!held) {
      held = true;
      GtkMotion.holdInDetail();
    }
  }

  private void released() {
    pressed = false;
    if (!over) {
      GtkMotion.inDetail(false);
    }
  }

  private void exited() {
    over = false;
    if (!pressed) {
      GtkMotion.inDetail(false);
    }
  }
}
