package digitscope.nn;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The arrays that a layer works on in one {@link Execution}.
 *
 * @param batch number of images
 * @param input values that the layer takes
 * @param output values that it gives
 * @param parameters the layer's weights, then its biases, as one vector; absent if it has none
 * @param statistics the layer's statistics as one vector; absent if it has none
 * @param version of both: another number whenever they have been written
 * @param noise source of this pass's random choices, on in training
 * @param buffers owner of what the layer allocates beside
 */
record Binding(
    int batch,
    INDArray input,
    INDArray output,
    @Nullable INDArray parameters,
    @Nullable INDArray statistics,
    LongSupplier version,
    Noise noise,
    Buffers buffers) {

  /** For one who keeps a copy of the parameters. */
  Changes changes() {
    return new Changes(version);
  }

  Operation operation(String name, List<INDArray> inputs, INDArray... outputs) {
    return buffers.operation(name, inputs, List.of(outputs));
  }

  /** The layer's weights by the given shape. */
  INDArray weights(SimpleLayer layer, long... shape) {
    return part(parameters, 0, layer.weightCount()).reshape('c', shape);
  }

  INDArray biases(SimpleLayer layer) {
    return part(parameters, layer.weightCount(), layer.biasCount());
  }

  /**
   * The arrays of the backward pass.
   *
   * @param output gradient of the loss for what the layer gives
   * @param input gradient for what it takes; absent where nobody needs it
   * @param parameters gradient for its parameters; absent if it has none
   * @param statistics receives the statistics of this batch; absent if it has none
   */
  record Gradients(
      INDArray output,
      @Nullable INDArray input,
      @Nullable INDArray parameters,
      @Nullable INDArray statistics) {

    INDArray weights(SimpleLayer layer, long... shape) {
      return part(parameters, 0, layer.weightCount()).reshape('c', shape);
    }

    INDArray biases(SimpleLayer layer) {
      return part(parameters, layer.weightCount(), layer.biasCount());
    }

    /**
     * The gradient for the weights and, as a last row, the biases: [weights/biases + 1, biases].
     */
    INDArray weightsAndBiases(SimpleLayer layer) {
      return part(parameters, 0, layer.parameterCount())
          .reshape('c', layer.parameterCount() / layer.biasCount(), layer.biasCount());
    }

    /** The gradient for the input of a layer that has no backward pass without it. */
    INDArray requiredInput() {
      return required(input);
    }
  }

  /** The array, which is there in every execution that goes backward. */
  static <T> T required(@Nullable T array) {
    if (array == null) {
      throw new IllegalStateException("This execution computes no such gradient");
    }
    return array;
  }

  private static INDArray part(@Nullable INDArray vector, long from, long length) {
    if (vector == null) {
      throw new IllegalStateException("A layer without parameters asked for them");
    }
    return vector.get(NDArrayIndex.interval(from, from + length));
  }
}
