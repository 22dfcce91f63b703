package digitscope.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that computes as a whole. It holds neither weights nor activations; those belong to the
 * {@link Network} and to each {@link Execution}.
 *
 * <p>Inside, maps lie as [batch, height, width, channels], which is what the native operations are
 * fastest with; everything public is [channels, height, width].
 */
public abstract sealed class SimpleLayer extends Layer
    permits ActivationLayer,
        AveragePooling,
        BatchNormalisation,
        Convolution,
        Dense,
        DepthwiseConvolution,
        Dropout,
        Flatten,
        KMeansFeatures,
        MaxPooling {
  SimpleLayer(MapShape input, MapShape output) {
    super(input, output);
  }

  /** Number of weights, which come first among the layer's parameters. */
  public int weightCount() {
    return 0;
  }

  /** Number of biases, which follow the weights. */
  public int biasCount() {
    return 0;
  }

  public final int parameterCount() {
    return weightCount() + biasCount();
  }

  /** Number of values that go with the parameters but are not trained. */
  public int statisticCount() {
    return 0;
  }

  /** Whether the statistics follow what is seen in training. */
  boolean hasRunningStatistics() {
    return false;
  }

  @Override
  final List<SimpleLayer> parts() {
    return List.of(this);
  }

  /**
   * Sets what does not start as 0 and is not drawn.
   *
   * @param values of the whole network
   * @param parameters where this layer's parameters start
   * @param statistics where its statistics start
   */
  void initialise(float[] values, int parameters, int statistics) {}

  /** Inputs that one output value sums over. */
  int fanIn() {
    return 0;
  }

  /** Output values that one input value goes into. */
  int fanOut() {
    return 0;
  }

  /** Whether the values stay where they are, so that the output is the input by another shape. */
  boolean isReshape() {
    return false;
  }

  /**
   * Prepares both passes.
   *
   * @param gradients absent where nothing goes backward
   */
  Passes passes(Binding binding, Binding.@Nullable Gradients gradients) {
    return new Passes(forward(binding), gradients == null ? null : backward(binding, gradients));
  }

  /** Prepares the computation of the output from the input. */
  abstract Runnable forward(Binding binding);

  /**
   * Prepares the computation of the gradients of the loss for the input and the parameters from the
   * one for the output.
   */
  abstract Runnable backward(Binding binding, Binding.Gradients gradients);
}
