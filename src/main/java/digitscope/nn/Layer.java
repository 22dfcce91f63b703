package digitscope.nn;

/**
 * One layer: what it computes, between which shapes. It holds neither weights nor activations;
 * those belong to the {@link Network} and to each {@link Execution}.
 *
 * <p>Inside, maps lie as [batch, height, width, channels], which is what the native operations are
 * fastest with; everything public is [channels, height, width].
 */
public abstract sealed class Layer
    permits ActivationLayer, AveragePooling, Convolution, Dense, Dropout, Flatten, MaxPooling {
  private final MapShape input;
  private final MapShape output;

  Layer(MapShape input, MapShape output) {
    this.input = input;
    this.output = output;
  }

  /** Shape of what it takes, for one image. */
  public final MapShape input() {
    return input;
  }

  /** Shape of what it gives, for one image. */
  public final MapShape output() {
    return output;
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

  /** Prepares the computation of the output from the input. */
  abstract Runnable forward(Binding binding);

  /**
   * Prepares the computation of the gradients of the loss for the input and the parameters from the
   * one for the output.
   */
  abstract Runnable backward(Binding binding, Binding.Gradients gradients);
}
