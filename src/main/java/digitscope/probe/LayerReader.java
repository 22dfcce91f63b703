package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads what some layers of a network give for images, behind their activation functions, a batch
 * at a time. Belongs to one thread at a time.
 */
public final class LayerReader implements AutoCloseable {
  private final ProbedNetwork probed;
  private final int[] positions;
  private final Execution execution;

  /**
   * Prepares to ask the network as it is now, also while training goes on.
   *
   * @param layerIndexes places of the layers, counted from 0
   * @param batch most images that are read at once
   * @throws IllegalArgumentException if there is no such layer
   */
  public LayerReader(ProbedNetwork shown, List<Integer> layerIndexes, int batch) {
    this.positions =
        layerIndexes.stream().mapToInt(index -> shown.lastPoint(index).position()).toArray();
    this.probed = shown.copy();
    int last = Arrays.stream(positions).max().orElse(0);
    // Pooling first is faster, but then the activations before it are not to be had.
    List<Layer> layers =
        positions.length == 1
            ? probed.layersTo(last)
            : probed.network().layers().subList(0, last + 1);
    this.execution = new Execution(probed.network(), layers, batch, Execution.Purpose.INFERENCE);
  }

  /** Number of layers that are read. */
  public int layers() {
    return positions.length;
  }

  /** Most images that are read at once. */
  public int batch() {
    return execution.batch();
  }

  /** Maps of a layer, or units of one that gives a vector. */
  public int units(int layer) {
    return shape(layer).channels();
  }

  /** Values of each map of a layer; 1 of one that gives a vector. */
  public int places(int layer) {
    return shape(layer).area();
  }

  private MapShape shape(int layer) {
    return probed.network().layers().get(positions[layer]).output();
  }

  /**
   * Asks for the layers' values for some images.
   *
   * @param count number of images, at most {@link #batch}
   * @param images gives each, unsigned bytes in [channels, height, width] order
   */
  public void read(int count, IntFunction<byte[]> images) {
    for (int n = 0; n < count; n++) {
      execution.setImage(n, images.apply(n));
    }
    execution.forward();
  }

  /**
   * What a layer gave for the images that were read last: [batch, units, places], of which those of
   * the images come first.
   *
   * @param layer its place among those that are read
   */
  public float[] values(int layer) {
    return execution.outputs(positions[layer]);
  }

  @Override
  public void close() {
    execution.close();
    probed.network().close();
  }
}
