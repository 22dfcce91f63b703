package digitscope.config;

import digitscope.io.InvalidValueException;
import java.util.Locale;

/** Convolution (cross-correlation) with {@code filters} kernels, a bias each. */
public record Conv2d(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int stride,
    Padding padding,
    Activation activation)
    implements LayerSpec.Convolution {
  public Conv2d {
    check(filters, kernelHeight, kernelWidth, stride, activation);
  }

  static void check(
      int filters, int kernelHeight, int kernelWidth, int stride, Activation activation) {
    Checks.inRange("number of filters", filters, 1, 1024);
    Checks.inRange("kernel height", kernelHeight, 1, 64);
    Checks.inRange("kernel width", kernelWidth, 1, 64);
    Checks.inRange("stride", stride, 1, 16);
    if (activation == Activation.SOFTMAX) {
      throw new InvalidValueException(
          "softmax works in the last dense layer only; choose another activation");
    }
  }

  @Override
  public String title() {
    return String.format(Locale.ROOT, "convolution %d×%d×%d", kernelHeight, kernelWidth, filters);
  }

  @Override
  public String kind() {
    return "convolution";
  }

  @Override
  public boolean hasKernelPerMap() {
    return true;
  }

  @Override
  public Conv2d with(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      Activation activation) {
    return new Conv2d(filters, kernelHeight, kernelWidth, stride, padding, activation);
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    Shape.Maps in = Shapes.maps(number, this, input);
    long parameters = ((long) kernelHeight * kernelWidth * in.channels() + 1) * filters;
    return new LayerSummary(
        number, this, input, Shapes.convolved(number, this, this, in), parameters, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.conv2d(this);
  }
}
