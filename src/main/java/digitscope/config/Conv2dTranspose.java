package digitscope.config;

import java.util.Locale;

/**
 * Transposed convolution with {@code filters} kernels, a bias each: each value of the input is
 * spread by a kernel, {@code stride} places from one to the next, and where the spread ones meet
 * they are summed: Zeiler et al. (2010). Maps of length n become, with a kernel of k and a stride
 * of s, (n − 1) · s + k long with "valid" padding, as in PyTorch without padding, and n · s with
 * "same", as in Keras.
 */
public record Conv2dTranspose(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int stride,
    Padding padding,
    Activation activation)
    implements LayerSpec.Convolution {
  public Conv2dTranspose {
    Conv2d.check(filters, kernelHeight, kernelWidth, stride, activation);
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT, "transposed convolution %d×%d×%d", kernelHeight, kernelWidth, filters);
  }

  @Override
  public String kind() {
    return "transposed_convolution";
  }

  @Override
  public boolean hasKernelPerMap() {
    return false;
  }

  @Override
  public Conv2dTranspose with(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int stride,
      Padding padding,
      Activation activation) {
    return new Conv2dTranspose(filters, kernelHeight, kernelWidth, stride, padding, activation);
  }

  @Override
  public LayerSummary summarize(int number, Shape input) {
    Shape.Maps in = Shapes.maps(number, this, input);
    long parameters = ((long) kernelHeight * kernelWidth * in.channels() + 1) * filters;
    return new LayerSummary(
        number, this, input, Shapes.transposed(number, this, in), parameters, 0);
  }

  @Override
  public <R> R accept(LayerSpec.Visitor<R> visitor) {
    return visitor.conv2dTranspose(this);
  }
}
