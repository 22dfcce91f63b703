package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Reads the outputs of a layer for some images, a few at a time. Belongs to one thread. */
public final class LayerValuesProbe implements IncrementalProbe<LayerValues> {
  /** Bounds the memory: 64 MB. */
  private static final int MOST_VALUES = 16_000_000;

  private final ProbedNetwork probed;
  private final int layerIndex;
  private final long step;
  private final IntFunction<byte[]> images;
  private final int[] order;
  private final int lastLayer;
  private final Execution execution;
  private final float[][] values;
  private int read;

  /**
   * Prepares to ask the network as it is now, also while training goes on.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param images gives an image by its number, unsigned bytes in [channels, height, width] order
   * @param order numbers of the images in the order in which they are to be read; the last ones are
   *     left out if their values took too much memory
   * @param step training step of the network
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerValuesProbe(
      ProbedNetwork shown, int layerIndex, IntFunction<byte[]> images, int[] order, long step) {
    this.lastLayer = shown.lastPoint(layerIndex).position();
    this.probed = shown.copy();
    this.layerIndex = layerIndex;
    this.step = step;
    this.images = images;
    List<Layer> layers = probed.layersTo(lastLayer);
    int size = layers.get(lastLayer).output().size();
    this.order = Arrays.copyOf(order, Math.min(order.length, most(size)));
    this.execution =
        new Execution(probed.network(), layers, Batches.size(layers), Execution.Purpose.INFERENCE);
    this.values = new float[this.order.length][];
  }

  /**
   * Number of images whose values can be read.
   *
   * @param size values of the layer for one image
   */
  public static int most(int size) {
    return Math.max(1, MOST_VALUES / size);
  }

  @Override
  public boolean advance() {
    int count = Math.min(execution.batch(), order.length - read);
    for (int n = 0; n < count; n++) {
      execution.setImage(n, images.apply(order[read + n]));
    }
    execution.forward();
    for (int n = 0; n < count; n++) {
      values[read + n] = execution.output(lastLayer, n);
    }
    read += count;
    return read < order.length;
  }

  @Override
  public LayerValues result() {
    if (read < order.length) {
      throw new IllegalStateException("The images are not all read");
    }
    return new LayerValues(step, layerIndex, order, values);
  }

  @Override
  public void close() {
    execution.close();
    probed.network().close();
  }
}
