package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.ImageShape;
import digitscope.probe.FeatureMaps;
import java.util.ArrayList;
import java.util.List;

/**
 * One column of the picture of a network: the image, or what one layer finally gives.
 *
 * @param look how it is drawn
 * @param stack what is drawn; of the image its pixels in [0, 1]
 */
record NetworkColumn(Look look, MapStack stack) {
  /** Index of the column's layer that stands for the image. */
  static final int IMAGE = -1;

  /** How a column is drawn. */
  enum Look {
    /** One picture. */
    IMAGE,
    /** A picture for each map. */
    MAPS,
    /** A dot for each unit. */
    UNITS,
    /** A dot for each class, with its name and probability. */
    CLASSES
  }

  /** Place of the layer in the network, counted from 0; {@link #IMAGE} for the image. */
  int layerIndex() {
    return stack.layerIndex();
  }

  /** Number of pictures or dots that it has. */
  int count() {
    return look == Look.IMAGE ? 1 : stack.count();
  }

  /**
   * The columns of an image's maps, from the image to the output. A layer that only copies what it
   * reads has none: behind an image flatten is the image.
   *
   * @param stacks of the image, without what is no layer's output
   * @param layers of the network
   */
  static List<NetworkColumn> of(
      FeatureMaps maps, ImageShape shape, List<MapStack> stacks, List<LayerSummary> layers) {
    List<NetworkColumn> columns = new ArrayList<>();
    columns.add(new NetworkColumn(Look.IMAGE, image(maps.image(), shape)));
    for (int i = 0; i < stacks.size(); i++) {
      MapStack stack = stacks.get(i);
      boolean isLastStage =
          i + 1 == stacks.size() || stacks.get(i + 1).layerIndex() != stack.layerIndex();
      LayerSpec spec = layers.get(stack.layerIndex()).spec();
      if (isLastStage && !spec.copies()) {
        boolean isOutput = stack.layerIndex() == layers.size() - 1;
        Look look = stack.isVector() ? isOutput ? Look.CLASSES : Look.UNITS : Look.MAPS;
        columns.add(new NetworkColumn(look, stack));
      }
    }
    return List.copyOf(columns);
  }

  private static MapStack image(byte[] pixels, ImageShape shape) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xff) / 255f;
    }
    return new MapStack(
        IMAGE,
        MapStack.Kind.OUTPUT,
        "image",
        shape.channels(),
        shape.height(),
        shape.width(),
        values);
  }

  /** Whether the other has pictures of the same layer, number and size. */
  boolean resembles(NetworkColumn other) {
    return look == other.look && stack.resembles(other.stack);
  }
}
