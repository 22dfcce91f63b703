package digitscope.nn;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that a block works on in one {@link Execution}. Maps lie as [batch, height, width,
 * channels], vectors as [batch, units].
 *
 * @param batch number of images
 * @param input values that the block takes
 * @param output values that it gives
 * @param parameters the layer's weights, then its biases; absent if it has none
 * @param statistics the layer's statistics; absent if it has none
 * @param version of both: another number whenever they have been written
 * @param noise source of this pass's random choices, on in training
 * @param sums of all slices of the mini-batch
 * @param memory in which input and output lie, and what the block allocates beside; parameters and
 *     statistics lie in the network's
 */
public record Binding(
    int batch,
    Values input,
    Values output,
    @Nullable Values parameters,
    @Nullable Values statistics,
    LongSupplier version,
    Noise noise,
    SharedSums.View sums,
    Memory memory) {

  /** For one who keeps a copy of the parameters. */
  public Changes changes() {
    return new Changes(version);
  }

  /** The layer's weights, in the order that it says. */
  public Values weights(SimpleLayer layer) {
    return required(parameters).part(0, layer.weightCount());
  }

  /** The layer's biases. */
  public Values biases(SimpleLayer layer) {
    return required(parameters).part(layer.weightCount(), layer.biasCount());
  }

  /**
   * The arrays of the backward pass. They hold anything before it and are overwritten.
   *
   * @param output gradient of the loss for what the block gives
   * @param input gradient for what it takes; absent where not needed
   * @param parameters gradient for its parameters; absent if it has none
   * @param statistics receives the statistics of this batch; absent if it has none
   * @param wantsParameters whether anybody reads the gradient for the parameters; if not, it need
   *     not be computed
   */
  public record Gradients(
      Values output,
      @Nullable Values input,
      @Nullable Values parameters,
      @Nullable Values statistics,
      boolean wantsParameters) {
    /** Those of a block whose parameters are trained. */
    public Gradients(
        Values output,
        @Nullable Values input,
        @Nullable Values parameters,
        @Nullable Values statistics) {
      this(output, input, parameters, statistics, true);
    }

    /** The gradient for the layer's weights. */
    public Values weights(SimpleLayer layer) {
      return required(parameters).part(0, layer.weightCount());
    }

    /** The gradient for the layer's biases. */
    public Values biases(SimpleLayer layer) {
      return required(parameters).part(layer.weightCount(), layer.biasCount());
    }

    /** The gradient for the input of a layer that has no backward pass without it. */
    public Values requiredInput() {
      return required(input);
    }
  }

  /** The array, which is there wherever a layer asks for it. */
  public static <T> T required(@Nullable T array) {
    if (array == null) {
      throw new IllegalStateException("This layer or execution has no such array");
    }
    return array;
  }
}
