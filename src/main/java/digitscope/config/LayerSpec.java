package digitscope.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One layer of a network, as a person describes it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LayerSpec.Conv2d.class, name = "conv2d"),
  @JsonSubTypes.Type(value = LayerSpec.MaxPool2d.class, name = "max-pool2d"),
  @JsonSubTypes.Type(value = LayerSpec.AveragePool2d.class, name = "average-pool2d"),
  @JsonSubTypes.Type(value = LayerSpec.Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = LayerSpec.Dense.class, name = "dense"),
  @JsonSubTypes.Type(value = LayerSpec.Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = LayerSpec.BatchNorm.class, name = "batch-norm"),
  @JsonSubTypes.Type(value = LayerSpec.SeparableConv2d.class, name = "separable-conv2d"),
  @JsonSubTypes.Type(value = LayerSpec.GlobalAveragePool2d.class, name = "global-average-pool2d"),
  @JsonSubTypes.Type(value = LayerSpec.Residual.class, name = "residual"),
  @JsonSubTypes.Type(value = LayerSpec.KMeans.class, name = "k-means")
})
public sealed interface LayerSpec {
  /** What a person reads, such as {@code "convolution 3×3×32"}. */
  String title();

  /** Whether it has filters or units of its own, each of which something excites. */
  default boolean hasFilters() {
    return this instanceof Conv2d
        || this instanceof SeparableConv2d
        || this instanceof Residual
        || this instanceof Dense
        || this instanceof KMeans;
  }

  /** Convolution (cross-correlation) with {@code filters} kernels, a bias each. */
  record Conv2d(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      Activation activation)
      implements LayerSpec {
    public Conv2d {
      check(filters, kernelHeight, kernelWidth, stride, activation);
    }

    private static void check(
        int filters, int kernelHeight, int kernelWidth, int stride, Activation activation) {
      Checks.inRange("number of filters", filters, 1, 1024);
      Checks.inRange("kernel height", kernelHeight, 1, 64);
      Checks.inRange("kernel width", kernelWidth, 1, 64);
      Checks.inRange("stride", stride, 1, 16);
      if (activation == Activation.SOFTMAX) {
        throw new IllegalArgumentException(
            "softmax belongs to a dense layer at the end, not to a convolution");
      }
    }

    @Override
    public String title() {
      return "convolution %d×%d×%d".formatted(kernelHeight, kernelWidth, filters);
    }
  }

  /** The largest value of each {@code size}×{@code size} window. */
  record MaxPool2d(int size, int stride) implements LayerSpec {
    public MaxPool2d {
      Checks.inRange("pooling size", size, 1, 64);
      Checks.inRange("stride", stride, 1, 64);
    }

    @Override
    public String title() {
      return "max pooling %d×%d".formatted(size, size);
    }
  }

  /** The mean of each {@code size}×{@code size} window. */
  record AveragePool2d(int size, int stride) implements LayerSpec {
    public AveragePool2d {
      Checks.inRange("pooling size", size, 1, 64);
      Checks.inRange("stride", stride, 1, 64);
    }

    @Override
    public String title() {
      return "average pooling %d×%d".formatted(size, size);
    }
  }

  /** Maps laid out as one vector, in [channels, height, width] order. */
  record Flatten() implements LayerSpec {
    @Override
    public String title() {
      return "flatten";
    }
  }

  /** Every output sees every input, and a bias. */
  record Dense(int units, Activation activation) implements LayerSpec {
    public Dense {
      Checks.inRange("number of units", units, 1, 8192);
    }

    @Override
    public String title() {
      return "dense %d".formatted(units);
    }
  }

  /**
   * Sets each value to 0 with probability {@code rate} while training: Srivastava et al. (2014).
   */
  record Dropout(double rate) implements LayerSpec {
    public Dropout {
      Checks.inRange("dropout rate", rate, 0, 0.95);
    }

    @Override
    public String title() {
      return "dropout " + rate;
    }
  }

  /**
   * Each channel made to have mean 0 and variance 1 over the images that are computed together,
   * then scaled and shifted by trained numbers, then activated: Ioffe and Szegedy (2015). Put it
   * behind a convolution or dense layer with linear activation.
   */
  record BatchNorm(Activation activation) implements LayerSpec {
    public BatchNorm {
      if (activation == Activation.SOFTMAX) {
        throw new IllegalArgumentException(
            "softmax belongs to a dense layer at the end, not to batch normalisation");
      }
    }

    @Override
    public String title() {
      return "batch normalisation";
    }
  }

  /**
   * One kernel a channel, then a 1×1 convolution with {@code filters} kernels over all channels and
   * a bias each: Chollet (2017).
   */
  record SeparableConv2d(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      Activation activation)
      implements LayerSpec {
    public SeparableConv2d {
      Conv2d.check(filters, kernelHeight, kernelWidth, stride, activation);
    }

    /** One with the shape of a plain convolution. */
    public static SeparableConv2d of(Conv2d shape) {
      return new SeparableConv2d(
          shape.filters(),
          shape.kernelHeight(),
          shape.kernelWidth(),
          shape.stride(),
          shape.padding(),
          shape.activation());
    }

    /** The plain convolution of the same shape. */
    public Conv2d convolution() {
      return new Conv2d(filters, kernelHeight, kernelWidth, stride, padding, activation);
    }

    @Override
    public String title() {
      return "separable convolution %d×%d×%d".formatted(kernelHeight, kernelWidth, filters);
    }
  }

  /** The mean of each map: Lin et al. (2014). */
  record GlobalAveragePool2d() implements LayerSpec {
    @Override
    public String title() {
      return "global average pooling";
    }
  }

  /**
   * The basic block of He et al. (2016): a 3×3 convolution with the stride, batch normalisation,
   * ReLU, a 3×3 convolution and batch normalisation, added to the input, then ReLU. Where the shape
   * changes, the input comes through a 1×1 convolution with the stride and batch normalisation.
   */
  record Residual(int filters, int stride) implements LayerSpec {
    public Residual {
      Checks.inRange("number of filters", filters, 1, 1024);
      Checks.inRange("stride", stride, 1, 2);
    }

    /** The convolution that makes the shape of the block's output. */
    Conv2d firstConvolution() {
      return new Conv2d(filters, 3, 3, stride, Padding.SAME, Activation.LINEAR);
    }

    /** Whether the input must be convolved to be added to the output. */
    public boolean changesShape(int inputChannels) {
      return stride > 1 || inputChannels != filters;
    }

    @Override
    public String title() {
      return "residual block %d".formatted(filters);
    }
  }

  /**
   * How near the image is to each of {@code clusters} mean images, which k-means finds among the
   * training images before the first step: max(0, mean distance − distance), the triangle features
   * of Coates, Lee and Ng (2011). Only as the first layer.
   */
  record KMeans(int clusters) implements LayerSpec {
    public KMeans {
      Checks.inRange("number of clusters", clusters, 2, 1024);
    }

    @Override
    public String title() {
      return "k-means %d".formatted(clusters);
    }
  }
}
