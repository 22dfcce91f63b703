package digitscope.config;

import java.util.Locale;

/**
 * One kernel a channel, then a 1×1 convolution with {@code filters} kernels over all channels and a
 * bias each: Chollet (2017).
 */
public record SeparableConv2d(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int stride,
    Padding padding,
    Activation activation)
    implements LayerSpec.Convolution {
  public SeparableConv2d {
    Conv2d.check(filters, kernelHeight, kernelWidth, stride, activation);
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT, "separable convolution %d×%d×%d", kernelHeight, kernelWidth, filters);
  }

  @Override
  public String kind() {
    return "separable_convolution";
  }

  @Override
  public boolean hasKernelPerMap() {
    return false;
  }

  @Override
  public SeparableConv2d with(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      Activation activation) {
    return new SeparableConv2d(filters, kernelHeight, kernelWidth, stride, padding, activation);
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    Shape.Maps in = Shapes.maps(number, this, input);
    long parameters =
        (long) kernelHeight * kernelWidth * in.channels() + (in.channels() + 1L) * filters;
    return new LayerSummary(
        number, this, input, Shapes.convolved(number, this, this, in), parameters, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.separableConv2d(this);
  }
}
