package digitscope.app;

import digitscope.bench.BenchmarkException;
import digitscope.bench.WindowRecording.Kind;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

/** A mouse that a program moves: what it does reaches the window as what a person's does. */
final class Hand {
  private final Scene scene;
  private final Robot robot = new Robot();

  /**
   * @param scene of a window that is shown; on the JavaFX thread
   */
  Hand(Scene scene) {
    this.scene = scene;
  }

  /** Moves to a place within a node, in parts of its width and height. */
  void moveTo(String selector, double partX, double partY)
      throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> robot.mouseMove(place(selector, partX, partY)));
  }

  /**
   * Presses the button at a place within a node.
   *
   * @param deed noted as the hand decides to do it, so that the answer includes the time until the
   *     window can listen
   */
  void press(String selector, double partX, double partY, Kind deed, int number)
      throws BenchmarkException, InterruptedException {
    PulseRecorder.note(deed, number);
    OnFxThread.run(
        () -> {
          robot.mouseMove(place(selector, partX, partY));
          robot.mousePress(MouseButton.PRIMARY);
        });
  }

  void release() throws BenchmarkException, InterruptedException {
    OnFxThread.run(() -> robot.mouseRelease(MouseButton.PRIMARY));
  }

  private Point2D place(String selector, double partX, double partY) {
    Node node = scene.lookup(selector);
    if (node == null) {
      throw new IllegalStateException("Nothing in the window is called " + selector);
    }
    Bounds bounds = node.localToScreen(node.getBoundsInLocal());
    return new Point2D(
        bounds.getMinX() + partX * bounds.getWidth(),
        bounds.getMinY() + partY * bounds.getHeight());
  }
}
