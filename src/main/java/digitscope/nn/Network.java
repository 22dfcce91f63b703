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
 * Layers in a row and the one flat vector that holds all their parameters: the first layer's
 * weights and biases, then the second's, and so on. One thread may write the parameters while no
 * {@link Execution} runs; any number of executions may read them at the same time.
 */
public final class Network implements AutoCloseable {
  private final List<Layer> layers;
  private final DataType type;
  private final Map<Layer, Integer> offsets = new HashMap<>();
  private final Buffers buffers;
  private final INDArray parameters;
  private final int parameterCount;

  /**
   * Builds a network whose parameters are all 0.
   *
   * @param layers from input to output, each taking the shape that the one before it gives
   * @param type of its numbers, FLOAT or DOUBLE
   */
  public Network(List<Layer> layers, DataType type) {
    this.layers = List.copyOf(layers);
    this.type = type;
    int count = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (i > 0 && !layer.input().equals(layers.get(i - 1).output())) {
        throw new IllegalArgumentException(
            "Layer %d takes %s, but the one before it gives %s"
                .formatted(i + 1, layer.input(), layers.get(i - 1).output()));
      }
      offsets.put(layer, count);
      count = Math.addExact(count, layer.parameterCount());
    }
    this.parameterCount = count;
    this.buffers = new Buffers(type);
    this.parameters = buffers.zeros(Math.max(1, count));
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

  public int parameterCount() {
    return parameterCount;
  }

  /** A network of its own with the same layers and the same parameters, to be closed apart. */
  public Network copy() {
    Network copy = new Network(layers, type);
    copy.parameters.assign(parameters);
    return copy;
  }

  /** Where the weights, without the biases, lie in the parameter vector. */
  public List<Span> weightSpans() {
    return layers.stream()
        .filter(layer -> layer.weightCount() > 0)
        .map(layer -> new Span(offset(layer), offset(layer) + layer.weightCount()))
        .toList();
  }

  /** Draws every weight; biases become 0. The same seed gives the same weights on any machine. */
  public void initialise(Initialisation initialisation, long seed) {
    float[] values = new float[parameterCount];
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      initialisation.draw(layer, Noise.mix(seed) + i, values, offset(layer));
    }
    write(values);
  }

  /** A copy of all parameters. */
  public float[] parameters() {
    float[] values = new float[parameterCount];
    Values.of(parameters).read(values);
    return values;
  }

  /** A copy of a convolution's kernels in [filters, input channels, height, width] order. */
  public float[] kernels(Convolution layer) {
    int from = offset(layer);
    return layer.kernels(Arrays.copyOfRange(parameters(), from, from + layer.weightCount()));
  }

  /** Overwrites all parameters. */
  public void write(float[] values) {
    if (values.length != parameterCount) {
      throw new IllegalArgumentException(
          "The network has %d parameters, not %d".formatted(parameterCount, values.length));
    }
    Values.of(parameters).write(values);
  }

  DataType type() {
    return type;
  }

  Values parameterValues() {
    return Values.of(parameters);
  }

  /** The layer's part of a vector that is laid out like the parameters. */
  INDArray part(INDArray vector, Layer layer) {
    int from = offset(layer);
    return vector.get(NDArrayIndex.interval(from, from + layer.parameterCount()));
  }

  INDArray parameters(Layer layer) {
    return part(parameters, layer);
  }

  private int offset(Layer layer) {
    Integer offset = offsets.get(layer);
    if (offset == null) {
      throw new IllegalArgumentException("The layer belongs to another network");
    }
    return offset;
  }

  /** Frees the parameters; executions must be closed before. */
  @Override
  public void close() {
    buffers.close();
  }

  /** Part of the parameter vector: from {@code from} up to but without {@code to}. */
  public record Span(int from, int to) {}
}
