package digitscope.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Layers in a row and the one flat vector that holds all their values: the first layer's weights
 * and biases, then the second's, and so on, and behind all parameters the layers' statistics. One
 * thread may write the vector while no {@link Execution} runs; any number of executions may read
 * them at the same time.
 */
public final class Network implements AutoCloseable {
  private final List<Layer> layers;
  private final DataType type;

  /** Every layer that has parameters or statistics of its own, parts of others among them. */
  private final List<SimpleLayer> parts;

  private final Map<SimpleLayer, Place> places = new HashMap<>();
  private final Buffers buffers;
  private final INDArray values;
  private final int parameterCount;
  private final int valueCount;

  /** Where the parameters and the statistics of a layer start in the vector. */
  private record Place(int parameters, int statistics) {}

  /**
   * Builds a network whose values are all 0.
   *
   * @param layers from input to output, each taking the shape that the one before it gives
   * @param type of its numbers, FLOAT or DOUBLE
   */
  public Network(List<Layer> layers, DataType type) {
    this.layers = List.copyOf(layers);
    this.type = type;
    for (int i = 1; i < layers.size(); i++) {
      if (!layers.get(i).input().equals(layers.get(i - 1).output())) {
        throw new IllegalArgumentException(
            "Layer %d takes %s, but the one before it gives %s"
                .formatted(i + 1, layers.get(i).input(), layers.get(i - 1).output()));
      }
    }
    this.parts = layers.stream().flatMap(layer -> layer.parts().stream()).toList();
    this.parameterCount =
        parts.stream().mapToInt(SimpleLayer::parameterCount).reduce(0, Math::addExact);
    int parameters = 0;
    int statistics = parameterCount;
    for (SimpleLayer part : parts) {
      places.put(part, new Place(parameters, statistics));
      parameters += part.parameterCount();
      statistics = Math.addExact(statistics, part.statisticCount());
    }
    this.valueCount = statistics;
    this.buffers = new Buffers(type);
    this.values = buffers.zeros(Math.max(1, valueCount));
  }

  public List<Layer> layers() {
    return layers;
  }

  /** This network's layers as {@link #poolingFirst(List)} puts them. */
  public List<Layer> poolingFirst() {
    return poolingFirst(layers);
  }

  /**
   * The layers in the order that is fastest: max pooling before the activation that precedes it. As
   * activations never fall, max f(x) = f(max x): the numbers are the same, from fewer values.
   */
  public static List<Layer> poolingFirst(List<Layer> layers) {
    List<Layer> order = new ArrayList<>(layers);
    for (int i = 0; i + 1 < order.size(); i++) {
      if (order.get(i) instanceof ActivationLayer activation
          && order.get(i + 1) instanceof MaxPooling pooling) {
        order.set(i, pooling);
        order.set(i + 1, activation.on(pooling.output()));
      }
    }
    return List.copyOf(order);
  }

  /** Number of values that are trained, which come first in the vector. */
  public int parameterCount() {
    return parameterCount;
  }

  /** Length of the vector: parameters and statistics. */
  public int valueCount() {
    return valueCount;
  }

  /** A network of its own with the same layers and the same parameters, to be closed apart. */
  public Network copy() {
    Network copy = new Network(layers, type);
    copy.values.assign(values);
    return copy;
  }

  /** Where the weights, without the biases, lie in the vector. */
  public List<Span> weightSpans() {
    return parts.stream()
        .filter(part -> part.weightCount() > 0)
        .map(part -> Span.of(place(part).parameters(), part.weightCount()))
        .toList();
  }

  /** Where the statistics that follow the training lie in the vector. */
  public List<Span> runningStatistics() {
    return parts.stream()
        .filter(SimpleLayer::hasRunningStatistics)
        .map(part -> Span.of(place(part).statistics(), part.statisticCount()))
        .toList();
  }

  /**
   * Draws every weight; all else becomes what it is before the first step. The same seed gives the
   * same weights on any machine.
   */
  public void initialise(Initialisation initialisation, long seed) {
    float[] initial = new float[valueCount];
    for (int i = 0; i < parts.size(); i++) {
      SimpleLayer part = parts.get(i);
      Place place = place(part);
      initialisation.draw(part, Noise.mix(seed) + i, initial, place.parameters());
      part.initialise(initial, place.parameters(), place.statistics());
    }
    write(initial);
  }

  /** Whether a layer wants to see images before the first step: see {@link #fit}. */
  public boolean wantsFit() {
    return layers.get(0) instanceof KMeansFeatures;
  }

  /**
   * Fits the first layer to images, if it {@linkplain #wantsFit() wants that}. The same seed and
   * images give the same.
   *
   * @param images unsigned bytes in [channels, height, width] order, at least one
   */
  public void fit(List<byte[]> images, long seed) {
    if (layers.get(0) instanceof KMeansFeatures layer) {
      float[] points = new float[images.size() * layer.input().size()];
      for (int n = 0; n < images.size(); n++) {
        channelsLast(images.get(n), layer.input(), points, n * layer.input().size());
      }
      try (KMeans kMeans =
          new KMeans(points, layer.input().size(), layer.output().size(), Noise.mix(seed))) {
        float[] copy = values();
        float[] statistics = layer.statistics(kMeans.run());
        System.arraycopy(statistics, 0, copy, place(layer).statistics(), statistics.length);
        write(copy);
      }
    }
  }

  private static void channelsLast(byte[] image, MapShape shape, float[] target, int from) {
    for (int c = 0; c < shape.channels(); c++) {
      for (int place = 0; place < shape.area(); place++) {
        int value = image[c * shape.area() + place] & 0xff;
        target[from + place * shape.channels() + c] = value / 255f;
      }
    }
  }

  /** A copy of the whole vector. */
  public float[] values() {
    float[] copy = new float[valueCount];
    Values.of(values).read(copy);
    return copy;
  }

  /** A copy of a convolution's kernels in [filters, input channels, height, width] order. */
  public float[] kernels(Convolution layer) {
    int from = place(layer).parameters();
    return layer.kernels(Arrays.copyOfRange(values(), from, from + layer.weightCount()));
  }

  /** Overwrites the whole vector. */
  public void write(float[] source) {
    if (source.length != valueCount) {
      throw new IllegalArgumentException(
          "The network has %d parameters and statistics, not %d"
              .formatted(valueCount, source.length));
    }
    Values.of(values).write(source);
  }

  DataType type() {
    return type;
  }

  INDArray valueVector() {
    return values;
  }

  /** The layer's parameters in a vector that is laid out like this network's. */
  INDArray parameters(INDArray vector, SimpleLayer layer) {
    return part(vector, place(layer).parameters(), layer.parameterCount());
  }

  /** The layer's statistics in a vector that is laid out like this network's. */
  INDArray statistics(INDArray vector, SimpleLayer layer) {
    return part(vector, place(layer).statistics(), layer.statisticCount());
  }

  private static INDArray part(INDArray vector, int from, int length) {
    return vector.get(NDArrayIndex.interval(from, from + length));
  }

  private Place place(SimpleLayer layer) {
    Place place = places.get(layer);
    if (place == null) {
      throw new IllegalArgumentException("The layer belongs to another network");
    }
    return place;
  }

  /** Frees the vector; executions must be closed before. */
  @Override
  public void close() {
    buffers.close();
  }

  /** Part of the vector: from {@code from} up to but without {@code to}. */
  public record Span(int from, int to) {
    static Span of(int from, int length) {
      return new Span(from, from + length);
    }
  }
}
