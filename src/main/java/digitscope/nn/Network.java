package digitscope.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Layers in a row and the one flat vector that holds all their values as {@link Layout} says. The
 * vector may be written while no {@link Execution} runs, parts of it by several threads; any number
 * of executions may read it at the same time.
 */
public final class Network implements AutoCloseable {
  private final List<Layer> layers;
  private final DataType type;

  private final Layout layout;
  private final Map<SimpleLayer, Layout.Place> places = new HashMap<>();
  private final Buffers buffers;
  private final INDArray values;

  /** The same memory. */
  private final Values memory;

  private final AtomicLong writes = new AtomicLong();

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
    this.layout = Layout.of(layers);
    layout.places().forEach(place -> places.put(place.layer(), place));
    this.buffers = new Buffers(type);
    this.values = buffers.zeros(Math.max(1, layout.valueCount()));
    this.memory = Values.of(values);
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
    return layout.parameterCount();
  }

  /** Length of the vector: parameters and statistics. */
  public int valueCount() {
    return layout.valueCount();
  }

  /** A network of its own with the same layers and the same parameters, to be closed apart. */
  public Network copy() {
    Network copy = new Network(layers, type);
    copy.values.assign(values);
    return copy;
  }

  /** Where the weights, without the biases, lie in the vector. */
  public List<Span> weightSpans() {
    return layout.places().stream()
        .filter(place -> place.layer().weightCount() > 0)
        .map(place -> Span.of(place.parameters(), place.layer().weightCount()))
        .toList();
  }

  /** Where the statistics that follow the training lie in the vector. */
  public List<Span> runningStatistics() {
    return layout.places().stream()
        .filter(place -> place.layer().hasRunningStatistics())
        .map(place -> Span.of(place.statistics(), place.layer().statisticCount()))
        .toList();
  }

  /**
   * Draws every weight; all else becomes what it is before the first step. The same seed gives the
   * same weights on any machine.
   */
  public void initialise(Initialisation initialisation, long seed) {
    float[] initial = new float[valueCount()];
    for (int i = 0; i < layout.places().size(); i++) {
      Layout.Place place = layout.places().get(i);
      SimpleLayer part = place.layer();
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
    float[] copy = new float[valueCount()];
    memory.read(copy);
    return copy;
  }

  /** A copy of a convolution's kernels in [filters, input channels, height, width] order. */
  public float[] kernels(Convolution layer) {
    int from = place(layer).parameters();
    return layer.kernels(Arrays.copyOfRange(values(), from, from + layer.weightCount()));
  }

  /** Overwrites the whole vector. */
  public void write(float[] source) {
    if (source.length != valueCount()) {
      throw new IllegalArgumentException(
          "The network has %d parameters and statistics, not %d"
              .formatted(valueCount(), source.length));
    }
    memory.write(source);
    writes.incrementAndGet();
  }

  DataType type() {
    return type;
  }

  /** Overwrites the part of the vector that {@code span} tells with that of {@code source}. */
  public void write(float[] source, Span span) {
    memory.write(span.from(), source, span.from(), span.to() - span.from());
    writes.incrementAndGet();
  }

  /** Another number whenever the vector has been written. */
  long version() {
    return writes.get();
  }

  /** Only to be read: executions keep copies until {@link #write} is called. */
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

  private Layout.Place place(SimpleLayer layer) {
    Layout.Place place = places.get(layer);
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

    /** What lies in both; possibly nothing. */
    public Span within(Span other) {
      int start = Math.max(from, other.from);
      return new Span(start, Math.max(start, Math.min(to, other.to)));
    }
  }
}
