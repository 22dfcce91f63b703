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
  @JsonSubTypes.Type(value = LayerSpec.Dropout.class, name = "dropout")
})
public sealed interface LayerSpec {
  /** What a person reads, such as {@code "convolution 3×3×32"}. */
  String title();

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
}
