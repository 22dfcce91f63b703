package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The activations of a network's last hidden layer for many images: the values that go into the
 * output layer, scaled to length 1, so that a product of two is the cosine of their angle.
 * Comparing images by them is the deep k-nearest neighbors of Papernot and McDaniel (2018). Belongs
 * to one thread.
 */
public final class HiddenValues implements AutoCloseable {
  /** Bounds the memory: 64 MB. */
  private static final int MOST_VALUES = 16_000_000;

  private final ProbedNetwork probed;
  private final long step;
  private final IntFunction<byte[]> images;
  private final int[] order;
  private final int size;
  private final Execution execution;
  private float[] values;
  private int read;

  /**
   * Prepares to ask the network as it is now, also while training goes on.
   *
   * @param images gives an image by its number, unsigned bytes in [channels, height, width] order
   * @param order numbers of the images in the order in which they are to be read; the last ones are
   *     left out if their values took too much memory
   * @param step training step of the network
   */
  public HiddenValues(ProbedNetwork shown, IntFunction<byte[]> images, int[] order, long step) {
    this.probed = shown.copy();
    this.step = step;
    this.images = images;
    List<Layer> layers = hidden(probed);
    this.size = layers.get(layers.size() - 1).output().size();
    this.order = Arrays.copyOf(order, Math.min(order.length, Math.max(1, MOST_VALUES / size)));
    this.execution =
        new Execution(probed.network(), layers, Batches.size(layers), Execution.Purpose.INFERENCE);
    this.values = new float[0];
  }

  /** All layers but the output layer; just the image, by another shape, if there is no other. */
  private static List<Layer> hidden(ProbedNetwork probed) {
    List<Layer> layers = probed.network().layers();
    return layers.size() == 1
        ? List.of(new Flatten(layers.get(0).input()))
        : probed.layersTo(layers.size() - 2);
  }

  public long step() {
    return step;
  }

  /** Number of images that can be read. */
  int readable() {
    return order.length;
  }

  /** Number of images that have been read. */
  int read() {
    return read;
  }

  /** Number of the i-th image that was read. */
  int image(int i) {
    return order[i];
  }

  /** Title of the layer; empty if it is the image itself. */
  Optional<String> layer() {
    Optional<String> title = Optional.empty();
    int outputLayer = probed.network().layers().size() - 1;
    for (ProbedNetwork.Point point : probed.points()) {
      Layer layer = probed.network().layers().get(point.position());
      boolean isSame = layer.role() == Layer.Role.COPY;
      title = point.position() < outputLayer && !isSame ? Optional.of(point.title()) : title;
    }
    return title;
  }

  /** Reads a few images more, of those that can be read. */
  void readMore() {
    int count = Math.min(execution.batch(), order.length - read);
    if ((read + count) * size > values.length) {
      long wanted = Math.max(2L * values.length, 1024L * size);
      values = Arrays.copyOf(values, (int) Math.min(wanted, (long) order.length * size));
    }
    for (int n = 0; n < count; n++) {
      execution.setImage(n, images.apply(order[read + n]));
    }
    execution.forward();
    for (int n = 0; n < count; n++) {
      copyScaled(execution.logits(n), values, (read + n) * size);
    }
    read += count;
  }

  /**
   * Distance of an image from each of those that have been read.
   *
   * @param image unsigned bytes in [channels, height, width] order
   */
  float[] distances(byte[] image) {
    execution.setImage(0, image);
    execution.forward();
    float[] own = new float[size];
    copyScaled(execution.logits(0), own, 0);
    float[] distances = new float[read];
    for (int i = 0; i < read; i++) {
      float cosine = 0;
      for (int k = 0; k < size; k++) {
        cosine += own[k] * values[i * size + k];
      }
      distances[i] = Math.max(0, 1 - cosine);
    }
    return distances;
  }

  /** An image that excites nothing has no direction; it is at distance 1 from every other. */
  private static void copyScaled(double[] source, float[] target, int from) {
    double squares = 0;
    for (double value : source) {
      squares += value * value;
    }
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    for (int k = 0; k < source.length; k++) {
      target[from + k] = (float) (scale * source[k]);
    }
  }

  @Override
  public void close() {
    execution.close();
    probed.network().close();
  }
}
