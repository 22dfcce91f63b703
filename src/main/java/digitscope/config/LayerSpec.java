package digitscope.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** One layer of a network, as a user describes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = Conv2dTranspose.class, name = "conv2d-transpose"),
  @JsonSubTypes.Type(value = MaxPool2d.class, name = "max-pool2d"),
  @JsonSubTypes.Type(value = AveragePool2d.class, name = "average-pool2d"),
  @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = BatchNorm.class, name = "batch-norm"),
  @JsonSubTypes.Type(value = GroupNorm.class, name = "group-norm"),
  @JsonSubTypes.Type(value = SeparableConv2d.class, name = "separable-conv2d"),
  @JsonSubTypes.Type(value = GlobalAveragePool2d.class, name = "global-average-pool2d"),
  @JsonSubTypes.Type(value = Residual.class, name = "residual"),
  @JsonSubTypes.Type(value = KMeans.class, name = "k-means")
})
public sealed interface LayerSpec
    permits Dropout,
        Flatten,
        GlobalAveragePool2d,
        KMeans,
        LayerSpec.Activated,
        LayerSpec.Pooling,
        Residual {
  /**
   * What differs from one kind of layer to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R conv2d(Conv2d layer);

    R separableConv2d(SeparableConv2d layer);

    R conv2dTranspose(Conv2dTranspose layer);

    R residual(Residual layer);

    R maxPool2d(MaxPool2d layer);

    R averagePool2d(AveragePool2d layer);

    R globalAveragePool2d(GlobalAveragePool2d layer);

    R flatten(Flatten layer);

    R dense(Dense layer);

    R dropout(Dropout layer);

    R batchNorm(BatchNorm layer);

    R groupNorm(GroupNorm layer);

    R kMeans(KMeans layer);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** What a user reads, such as {@code "convolution 3×3×32"}. */
  String title();

  /** What kind of layer it is, in names of arrays, such as {@code "convolution"}. */
  String kind();

  /** Height and width of the window that slides over its input; empty if none does. */
  default List<Integer> window() {
    return List.of();
  }

  /** Whether it has filters or units of its own, each of which something excites. */
  boolean hasFilters();

  /** The activation that what it gives comes out of; empty for a layer that has none. */
  Optional<Activation> lastActivation();

  /** Whether it makes one vector even of maps. */
  boolean makesVector();

  /** Whether a trained network gives on what it gets, if in another shape. */
  boolean copies();

  /**
   * The shape of what the layer gives, and how many numbers it has.
   *
   * @param number place in the stack, counted from 1
   * @param input shape of what it takes
   * @throws InvalidNetworkException if it does not fit
   */
  LayerSummary summarize(int number, Shape input);

  /** A layer that ends in an activation. */
  sealed interface Activated extends LayerSpec permits Convolution, Dense, Normalization {
    Activation activation();

    /** The same layer with another activation. */
    Activated with(Activation activation);

    @Override
    default Optional<Activation> lastActivation() {
      return Optional.of(activation());
    }
  }

  /** A layer that gives each channel or unit a mean and variance, and scales and shifts it. */
  sealed interface Normalization extends Activated permits BatchNorm, GroupNorm {
    @Override
    Normalization with(Activation activation);

    @Override
    default boolean hasFilters() {
      return false;
    }

    @Override
    default boolean makesVector() {
      return false;
    }

    @Override
    default boolean copies() {
      return false;
    }
  }

  /** A layer of kernels that slide over maps. */
  sealed interface Convolution extends Activated permits Conv2d, Conv2dTranspose, SeparableConv2d {
    int filters();

    int kernelHeight();

    int kernelWidth();

    int stride();

    Padding padding();

    @Override
    default List<Integer> window() {
      return List.of(kernelHeight(), kernelWidth());
    }

    /** Whether each filter is a kernel for each map that it looks at, which makes a picture. */
    boolean hasKernelPerMap();

    /** One of the same kind. */
    Convolution with(
        int filters,
        int kernelHeight,
        int kernelWidth,
        int stride,
        Padding padding,
        Activation activation);

    @Override
    default Convolution with(Activation activation) {
      return with(filters(), kernelHeight(), kernelWidth(), stride(), padding(), activation);
    }

    @Override
    default boolean hasFilters() {
      return true;
    }

    @Override
    default boolean makesVector() {
      return false;
    }

    @Override
    default boolean copies() {
      return false;
    }
  }

  /** A layer that makes one value of each {@code size}×{@code size} window of a map. */
  sealed interface Pooling extends LayerSpec permits AveragePool2d, MaxPool2d {
    int size();

    int stride();

    @Override
    default List<Integer> window() {
      return List.of(size(), size());
    }

    /** One of the same kind. */
    Pooling with(int size, int stride);

    @Override
    default boolean hasFilters() {
      return false;
    }

    @Override
    default Optional<Activation> lastActivation() {
      return Optional.empty();
    }

    @Override
    default boolean makesVector() {
      return false;
    }

    @Override
    default boolean copies() {
      return false;
    }

    @Override
    default LayerSummary summarize(int number, Shape input) {
      Shape.Maps in = Shapes.maps(number, this, input);
      return new LayerSummary(number, this, input, Shapes.pooled(number, this, in), 0, 0);
    }
  }
}
