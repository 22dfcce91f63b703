package digitscope.windowbench;

import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowRecording.Kind;
import digitscope.ui.control.Visibility;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

/** A mouse that a program moves: its events reach the window like those of a real mouse. */
final class RobotMouse {
  private final Scene scene;
  private final Robot robot = new Robot();

  /**
   * @param scene of a window that is shown; on the JavaFX thread
   */
  RobotMouse(Scene scene) {
    this.scene = scene;
  }

  /**
   * The node in sight that a selector, as in style sheets, finds first; waits until there is one.
   */
  Node find(String selector) throws BenchmarkException, InterruptedException {
    return OnFxThread.find(
        () ->
            // Hidden pages have nodes of the same name.
            scene.getRoot().lookupAll(selector).stream().filter(Visibility::isSeen).findFirst(),
        "The window has nothing named " + selector);
  }

  /** Moves to a place within a node, in parts of its width and height. */
  void moveTo(Node node, double partX, double partY)
      throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> robot.mouseMove(place(node, partX, partY)));
  }

  /**
   * Presses the button at a place within a node.
   *
   * @param deed noted as the hand decides to do it, so that the answer includes the time until the
   *     window can listen
   */
  void press(Node node, double partX, double partY, Kind deed, int number)
      throws BenchmarkException, InterruptedException {
    PulseRecorder.note(deed, number);
    OnFxThread.run(
        () -> {
          robot.mouseMove(place(node, partX, partY));
          robot.mousePress(MouseButton.PRIMARY);
        });
  }

  /**
   * Clicks twice at the middle of a node.
   *
   * @param deed as in {@link #press}
   */
  void doubleClick(Node node, Kind deed, int number)
      throws BenchmarkException, InterruptedException {
    press(node, 0.5, 0.5, deed, number);
    OnFxThread.run(
        () -> {
          robot.mouseRelease(MouseButton.PRIMARY);
          robot.mousePress(MouseButton.PRIMARY);
          robot.mouseRelease(MouseButton.PRIMARY);
        });
  }

  void release() throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> robot.mouseRelease(MouseButton.PRIMARY));
  }

  /**
   * Turns the wheel where the mouse is.
   *
   * @param notches down; up if negative
   */
  void turnWheel(int notches) throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> robot.mouseWheel(notches));
  }

  private static Point2D place(Node node, double partX, double partY) {
    Bounds bounds = node.localToScreen(node.getBoundsInLocal());
    return new Point2D(
        bounds.getMinX() + partX * bounds.getWidth(),
        bounds.getMinY() + partY * bounds.getHeight());
  }
}
