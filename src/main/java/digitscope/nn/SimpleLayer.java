package digitscope.nn;

import java.util.List;

/**
 * A layer that computes as a whole: its formula, shapes and numbers of parameters. It holds neither
 * weights nor activations; those belong to the {@link Network} and to each {@link Execution}; and
 * it does not say what computes it: that is decided by {@link Planning}.
 *
 * <p>Inside, maps lie as [batch, height, width, channels], which is what the native operations are
 * fastest with; everything public is [channels, height, width].
 */
public abstract sealed class SimpleLayer extends Layer
    permits ActivationLayer,
        AveragePooling,
        BatchNormalization,
        Convolution,
        Dense,
        DepthwiseConvolution,
        Dropout,
        Flatten,
        GroupNormalization,
        KMeansFeatures,
        MaxPooling,
        TransposedConvolution {
  /**
   * What differs from one kind of layer to another: a method for each that computes as a whole,
   * none of which has a default.
   *
   * @param <R> what comes of it
   */
  public interface Visitor<R> {
    R activation(ActivationLayer layer);

    R averagePooling(AveragePooling layer);

    R batchNormalization(BatchNormalization layer);

    R convolution(Convolution layer);

    R dense(Dense layer);

    R depthwiseConvolution(DepthwiseConvolution layer);

    R dropout(Dropout layer);

    R flatten(Flatten layer);

    R groupNormalization(GroupNormalization layer);

    R kMeansFeatures(KMeansFeatures layer);

    R maxPooling(MaxPooling layer);

    R transposedConvolution(TransposedConvolution layer);
  }

  /**
   * A visitor to whom some kinds of layers matter.
   *
   * @param <R> what comes of it
   */
  public interface SomeKinds<R> extends Visitor<R> {
    /** What comes of all other kinds. */
    R otherwise(SimpleLayer layer);

    @Override
    default R activation(ActivationLayer layer) {
      return otherwise(layer);
    }

    @Override
    default R averagePooling(AveragePooling layer) {
      return otherwise(layer);
    }

    @Override
    default R batchNormalization(BatchNormalization layer) {
      return otherwise(layer);
    }

    @Override
    default R convolution(Convolution layer) {
      return otherwise(layer);
    }

    @Override
    default R dense(Dense layer) {
      return otherwise(layer);
    }

    @Override
    default R depthwiseConvolution(DepthwiseConvolution layer) {
      return otherwise(layer);
    }

    @Override
    default R dropout(Dropout layer) {
      return otherwise(layer);
    }

    @Override
    default R flatten(Flatten layer) {
      return otherwise(layer);
    }

    @Override
    default R groupNormalization(GroupNormalization layer) {
      return otherwise(layer);
    }

    @Override
    default R kMeansFeatures(KMeansFeatures layer) {
      return otherwise(layer);
    }

    @Override
    default R maxPooling(MaxPooling layer) {
      return otherwise(layer);
    }

    @Override
    default R transposedConvolution(TransposedConvolution layer) {
      return otherwise(layer);
    }
  }

  /** Calls the method of the kind that this is. */
  public abstract <R> R accept(Visitor<R> visitor);

  /** Its kind and size in a few words, such as {@code "convolution 3×3, 32 filters"}. */
  public abstract String title();

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
  public final <R> R accept(Layer.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  public final List<SimpleLayer> parts() {
    return List.of(this);
  }

  /**
   * Sets what does not start as 0 and is not drawn.
   *
   * @param values of the whole network
   * @param parameters where this layer's parameters start
   * @param statistics where its statistics start
   */
  void initialize(float[] values, int parameters, int statistics) {}

  /** Inputs that one output value sums over. */
  int fanIn() {
    return 0;
  }

  /** Multiplications whose products are added up, for one image. */
  long products() {
    return (long) output().size() * fanIn();
  }

  /** Output values that one input value goes into. */
  int fanOut() {
    return 0;
  }

  /** Whether the values stay where they are, so that the output is the input by another shape. */
  public boolean isReshape() {
    return false;
  }
}
