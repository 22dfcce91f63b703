package digitscope.ui.control.images;

import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.transform.Transform;

/**
 * What a node looks like, as plain pixels.
 *
 * @param argb one pixel each in [height, width] order
 */
public record NodeImage(int width, int height, int[] argb) {
  /** Takes the picture of a node that is in a scene, on the JavaFX thread. */
  public static NodeImage of(Node node) {
    return of(node, 1, Color.TRANSPARENT);
  }

  /**
   * Takes an enlarged picture of a node that is in a scene, on the JavaFX thread; text and lines
   * are as sharp as the larger size allows.
   *
   * @param scale pixels of the picture to one of the node
   * @param paper what is behind it
   */
  public static NodeImage of(Node node, double scale, Paint paper) {
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(paper);
    parameters.setTransform(Transform.scale(scale, scale));
    WritableImage image = node.snapshot(parameters, null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return new NodeImage(width, height, argb);
  }
}
