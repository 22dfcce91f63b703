package digitscope.ui.fx;

import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;

/** Notices when the first picture of a window is painted. */
public final class FirstPicture {
  private final Scene scene;
  private final Runnable painted;
  private final Runnable afterLayout = this::layoutDone;

  private FirstPicture(Scene scene, Runnable painted) {
    this.scene = scene;
    this.painted = painted;
  }

  /**
   * Calls back once; on the JavaFX thread.
   *
   * @param scene of a window that was just shown
   */
  public static void of(Scene scene, Runnable painted) {
    scene.addPostLayoutPulseListener(new FirstPicture(scene, painted).afterLayout);
  }

  /**
   * As {@link #of(Scene, Runnable)}, of the window that a node will be in; on the JavaFX thread.
   *
   * @param node that is in no scene yet
   */
  public static void ofWindowOf(Node node, Runnable painted) {
    node.sceneProperty()
        .addListener(
            new ChangeListener<>() {
              @Override
              public void changed(
                  ObservableValue<? extends Scene> property, Scene before, Scene scene) {
                property.removeListener(this);
                of(scene, painted);
              }
            });
  }

  private void layoutDone() {
    scene.removePostLayoutPulseListener(afterLayout);
    // After this pulse, which hands the picture over to be painted.
    Platform.runLater(
        () -> {
          awaitPainting();
          painted.run();
        });
  }

  /** Waits until all is painted that was handed over. */
  public static void awaitPainting() {
    // A snapshot is painted by the same thread, after what came before.
    var unused = new Region().snapshot(new SnapshotParameters(), new WritableImage(1, 1));
  }
}
