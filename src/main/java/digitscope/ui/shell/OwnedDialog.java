package digitscope.ui.shell;

import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;

/**
 * A dialog of a window, with a button that closes it: as large as its content, in the middle of its
 * owner, and wholly on the screen. Until it is closed its owner hears no mouse and no key.
 *
 * <p>It is not modal for the desktop: JavaFX makes the owner of a modal dialog unresizable, and
 * window managers then restore one that is maximized.
 */
final class OwnedDialog {
  /** Between a dialog that is too large for the screen and its edges, pixels. */
  private static final double MARGIN = 16;

  private final Window owner;
  private final Dialog<ButtonType> dialog = new Dialog<>();
  private final EventHandler<InputEvent> withhold = this::withhold;

  private OwnedDialog(Window owner, String title, Node content) {
    this.owner = owner;
    dialog.initOwner(owner);
    dialog.initModality(Modality.NONE);
    dialog.setResizable(true);
    dialog.setTitle(title);
    DialogPane pane = dialog.getDialogPane();
    pane.getStyleClass().add("owned-dialog");
    pane.setContent(content);
    pane.getButtonTypes().add(ButtonType.CLOSE);
  }

  /**
   * Opens a dialog.
   *
   * @param closed called when it is closed
   */
  static void open(Window owner, String title, Node content, Runnable closed) {
    OwnedDialog opened = new OwnedDialog(owner, title, content);
    // Not the dialog's own event, which does not come when its owner takes it along.
    opened
        .window()
        .addEventHandler(
            WindowEvent.WINDOW_HIDDEN,
            event -> {
              owner.removeEventFilter(InputEvent.ANY, opened.withhold);
              closed.run();
            });
    opened.place();
    owner.addEventFilter(InputEvent.ANY, opened.withhold);
    opened.dialog.show();
  }

  /** Opens a dialog. */
  static void open(Window owner, String title, Node content) {
    open(owner, title, content, () -> {});
  }

  private Stage window() {
    return (Stage) dialog.getDialogPane().getScene().getWindow();
  }

  private void place() {
    Rectangle2D around =
        new Rectangle2D(owner.getX(), owner.getY(), owner.getWidth(), owner.getHeight());
    Rectangle2D room =
        WindowPlacement.nearest(
            around, Screen.getScreens().stream().map(Screen::getVisualBounds).toList());
    DialogPane pane = dialog.getDialogPane();
    pane.applyCss();
    // What the desktop puts around a window, taken from that of the owner.
    double frameWidth = owner.getWidth() - owner.getScene().getWidth();
    double frameHeight = owner.getHeight() - owner.getScene().getHeight();
    double width = Math.min(pane.prefWidth(-1), room.getWidth() - frameWidth - 2 * MARGIN);
    double height = Math.min(pane.prefHeight(width), room.getHeight() - frameHeight - 2 * MARGIN);
    Dimension2D outer = new Dimension2D(width + frameWidth, height + frameHeight);
    pane.setPrefSize(width, height);
    Point2D corner = WindowPlacement.centered(around, outer.getWidth(), outer.getHeight(), room);
    dialog.setX(corner.getX());
    dialog.setY(corner.getY());
    // Under some window managers a dialog would else be as small as it may be.
    window().setMinWidth(outer.getWidth());
    window().setMinHeight(outer.getHeight());
  }

  private void withhold(InputEvent event) {
    if (isPassing(event.getEventType())) {
      return;
    }
    event.consume();
    if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
      window().toFront();
      window().requestFocus();
    }
  }

  /** Nodes have to hear that the mouse leaves them. */
  private static boolean isPassing(EventType<?> type) {
    return type == MouseEvent.MOUSE_ENTERED
        || type == MouseEvent.MOUSE_ENTERED_TARGET
        || type == MouseEvent.MOUSE_EXITED
        || type == MouseEvent.MOUSE_EXITED_TARGET;
  }
}
