package digitscope.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The basic block of He et al. (2016): a 3×3 convolution with the stride, batch normalization,
 * ReLU, a 3×3 convolution and batch normalization, added to the input, then ReLU. Where the shape
 * changes, the input comes through a 1×1 convolution with the stride and batch normalization.
 */
public record Residual(int filters, int stride) implements LayerSpec {
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
    return String.format(Locale.ROOT, "residual block %d", filters);
  }

  @Override
  public String kind() {
    return "residual_block";
  }

  @Override
  public boolean hasFilters() {
    return true;
  }

  @Override
  public Optional<Activation> lastActivation() {
    return Optional.of(Activation.RELU);
  }

  @Override
  public boolean makesVector() {
    return false;
  }

  @Override
  public boolean copies() {
    return false;
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    Shape.Maps in = Shapes.maps(number, this, input);
    Shape output = Shapes.convolved(number, this, firstConvolution(), in);
    boolean isProjected = changesShape(in.channels());
    // Two convolutions, and one on the shortcut if the shape changes, each normalized.
    long parameters = 9L * in.channels() * filters + 9L * filters * filters + 2 * 3L * filters;
    long projection = isProjected ? (long) in.channels() * filters + 3L * filters : 0;
    long statistics = 2L * filters * (isProjected ? 3 : 2);
    return new LayerSummary(number, this, input, output, parameters + projection, statistics);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.residual(this);
  }
}
