package digitscope.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Layers in a row and the one flat vector that holds all their values as {@link Layout} says. The
 * vector may be written while no {@link Execution} runs, parts of it by several threads; any number
 * of executions may read it at the same time.
 */
public final class Network implements AutoCloseable {
  private static final Span NOTHING = new Span(0, 0);

  private final List<Layer> layers;
  private final Precision precision;
  private final Planning planning;

  private final Layout layout;
  private final Map<SimpleLayer, Layout.Place> places = new HashMap<>();
  private final Memory memory;
  private final Values values;

  private final AtomicLong writes = new AtomicLong();

  /**
   * Builds a network whose values are all 0.
   *
   * @param layers from input to output, each taking the shape that the one before it gives
   * @param planning decides what computes it
   */
  public Network(List<Layer> layers, Precision precision, Planning planning) {
    this.layers = List.copyOf(layers);
    this.precision = precision;
    this.planning = planning;
    for (int i = 1; i < layers.size(); i++) {
      if (!layers.get(i).input().equals(layers.get(i - 1).output())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Layer %d takes %s, but the one before it gives %s",
                i + 1,
                layers.get(i).input(),
                layers.get(i - 1).output()));
      }
    }
    this.layout = Layout.of(layers);
    layout.places().forEach(place -> places.put(place.layer(), place));
    this.memory = new HeapMemory(precision);
    this.values = memory.zeros(layout.valueCount());
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

  /** What computes what in training, in the order of {@link #poolingFirst()}. */
  public List<PlannedBlock> plan() {
    return Plan.blocks(Plan.of(this, poolingFirst(), true, false)).toList();
  }

  /** Makes the calling thread one that may train and ask this network. */
  public void prepareThread() {
    List<PlannedBlock> blocks = new ArrayList<>(plan());
    Plan.blocks(Plan.of(this, poolingFirst(), false, false)).forEach(blocks::add);
    planning.prepareThread(blocks);
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
    Network copy = new Network(layers, precision, planning);
    copy.values.copy(values);
    return copy;
  }

  /**
   * A network of its own of other layers with this one's parameters and statistics, to be closed
   * apart. They are as many or fewer, and each that has any stands where one of this network's
   * stands with as many: maps may be of another size, and layers without parameters left out.
   *
   * @throws IllegalArgumentException if a layer has other parameters than the one in its place
   */
  public Network with(List<Layer> others) {
    Network other = new Network(others, precision, planning);
    float[] own = values();
    float[] copied = new float[other.valueCount()];
    List<Layout.Place> from = withValues(layout);
    List<Layout.Place> to = withValues(other.layout);
    for (int i = 0; i < to.size(); i++) {
      copyPlace(own, from.get(i), copied, to.get(i));
    }
    other.write(copied);
    return other;
  }

  private static List<Layout.Place> withValues(Layout layout) {
    return layout.places().stream()
        .filter(place -> place.layer().parameterCount() + place.layer().statisticCount() > 0)
        .toList();
  }

  private static void copyPlace(float[] own, Layout.Place from, float[] copied, Layout.Place to) {
    int parameters = to.layer().parameterCount();
    int statistics = to.layer().statisticCount();
    if (from.layer().parameterCount() != parameters
        || from.layer().statisticCount() != statistics) {
      throw new IllegalArgumentException(
          "%s has other parameters than %s".formatted(to.layer().title(), from.layer().title()));
    }
    System.arraycopy(own, from.parameters(), copied, to.parameters(), parameters);
    System.arraycopy(own, from.statistics(), copied, to.statistics(), statistics);
  }

  /** Where the weights, without the biases, lie in the vector. */
  public List<Span> weightSpans() {
    return layout.places().stream()
        .filter(place -> place.layer().weightCount() > 0)
        .map(place -> Span.of(place.parameters(), place.layer().weightCount()))
        .toList();
  }

  /** Where the weights of one of the layers, without the biases, lie in the vector. */
  public List<Span> weightSpans(Layer layer) {
    return layer.parts().stream()
        .filter(part -> part.weightCount() > 0)
        .map(part -> Span.of(place(part).parameters(), part.weightCount()))
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
   * Where biases lie that a batch normalization right behind them takes away again. While training
   * nothing depends on them, so that their gradient is 0.
   */
  List<Span> biasesBeforeNormalization() {
    return biasesBeforeNormalization(layers).toList();
  }

  private Stream<Span> biasesBeforeNormalization(List<Layer> row) {
    Stream<Span> inBranches =
        row.stream()
            .filter(Residual.class::isInstance)
            .map(Residual.class::cast)
            .flatMap(layer -> Stream.of(layer.main(), layer.shortcut()))
            .flatMap(this::biasesBeforeNormalization);
    Stream<Span> inRow =
        IntStream.range(1, row.size())
            .filter(i -> row.get(i) instanceof BatchNormalization)
            .mapToObj(i -> row.get(i - 1))
            .filter(SimpleLayer.class::isInstance)
            .map(SimpleLayer.class::cast)
            .filter(layer -> layer.weightCount() > 0 && layer.biasCount() > 0)
            .map(
                layer ->
                    Span.of(place(layer).parameters() + layer.weightCount(), layer.biasCount()));
    return Stream.concat(inRow, inBranches);
  }

  /**
   * Draws every weight; all else becomes what it is before the first step. The same seed gives the
   * same weights on any machine.
   */
  public void initialize(Initialization initialisation, long seed) {
    float[] initial = new float[valueCount()];
    for (int i = 0; i < layout.places().size(); i++) {
      Layout.Place place = layout.places().get(i);
      SimpleLayer part = place.layer();
      initialisation.draw(part, Noise.mix(seed) + i, initial, place.parameters());
      part.initialize(initial, place.parameters(), place.statistics());
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
      KMeans kMeans =
          new KMeans(points, layer.input().size(), layer.output().size(), Noise.mix(seed));
      float[] copy = values();
      float[] statistics = layer.statistics(kMeans.run());
      System.arraycopy(statistics, 0, copy, place(layer).statistics(), statistics.length);
      write(copy);
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
    values.read(copy);
    return copy;
  }

  /** A copy of a convolution's kernels in [filters, input channels, height, width] order. */
  public float[] kernels(Convolution layer) {
    int from = place(layer).parameters();
    return layer.kernels(Arrays.copyOfRange(values(), from, from + layer.weightCount()));
  }

  /** A copy of a layer's parameters, as they lie in the vector: its weights, then its biases. */
  public float[] parameterValues(SimpleLayer layer) {
    return copy(parameters(layer));
  }

  /** A copy of a layer's statistics, as they lie in the vector. */
  public float[] statisticValues(SimpleLayer layer) {
    return copy(statistics(layer));
  }

  private float[] copy(Span span) {
    float[] copy = new float[span.length()];
    values.read(span.from(), copy, copy.length);
    return copy;
  }

  /** Overwrites the whole vector. */
  public void write(float[] source) {
    if (source.length != valueCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The network has %,d parameters and statistics, not %,d",
              valueCount(),
              source.length));
    }
    values.write(source);
    writes.incrementAndGet();
  }

  Precision precision() {
    return precision;
  }

  Planning planning() {
    return planning;
  }

  /** Overwrites the part of the vector that {@code span} tells with that of {@code source}. */
  public void write(float[] source, Span span) {
    values.write(span.from(), source, span.from(), span.to() - span.from());
    writes.incrementAndGet();
  }

  /** Another number whenever the vector has been written. */
  long version() {
    return writes.get();
  }

  /** Where the layer's parameters lie in the vector; nowhere if it has none. */
  Span parameters(SimpleLayer layer) {
    int length = layer.parameterCount();
    return length == 0 ? NOTHING : Span.of(place(layer).parameters(), length);
  }

  /** Where the layer's statistics lie in the vector; nowhere if it has none. */
  Span statistics(SimpleLayer layer) {
    int length = layer.statisticCount();
    return length == 0 ? NOTHING : Span.of(place(layer).statistics(), length);
  }

  /** That part of the vector, only to be read; absent if nothing is in it. */
  @Nullable Values values(Span span) {
    return span.length() == 0 ? null : values.part(span.from(), span.length());
  }

  /** Overwrites one value in full precision. */
  void set(int index, double value) {
    values.set(index, value);
    writes.incrementAndGet();
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
    memory.close();
  }

  /** Part of the vector: from {@code from} up to but without {@code to}. */
  public record Span(int from, int to) {
    static Span of(int from, int length) {
      return new Span(from, from + length);
    }

    /** Number of values. */
    public int length() {
      return to - from;
    }

    /** What lies in both; possibly nothing. */
    public Span within(Span other) {
      int start = Math.max(from, other.from);
      return new Span(start, Math.max(start, Math.min(to, other.to)));
    }
  }
}
