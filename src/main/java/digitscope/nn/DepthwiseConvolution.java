package digitscope.nn;

/**
 * Cross-correlation of each channel with a kernel of its own, without biases:
 *
 * <pre>y[c, i, j] = Σ_u Σ_v w[u, v, c] · x[c, i·s + u − p, j·s + v − q]</pre>
 *
 * with strides and padding as in {@link Convolution}. Followed by a 1×1 convolution it is the
 * depthwise-separable convolution of Chollet (2017). Weights lie as [kernel height, kernel width,
 * channels].
 */
public final class DepthwiseConvolution extends SimpleLayer {
  private final Window window;

  /**
   * @param input shape of the maps it takes
   * @param same whether zeros around the input keep the output as large
   * @throws IllegalArgumentException if the stride is too large for this kernel and padding
   */
  public DepthwiseConvolution(
      MapShape input, int kernelHeight, int kernelWidth, int stride, boolean same) {
    this(input, Window.of(input, kernelHeight, kernelWidth, stride, same));
  }

  private DepthwiseConvolution(MapShape input, Window window) {
    super(input, window.output(input.channels()));
    this.window = window;
  }

  /** How a kernel slides over the input. */
  public Window window() {
    return window;
  }

  public int kernelHeight() {
    return window.rows().window();
  }

  public int kernelWidth() {
    return window.columns().window();
  }

  @Override
  public int weightCount() {
    return window.area() * input().channels();
  }

  @Override
  int fanIn() {
    return window.area();
  }

  @Override
  int fanOut() {
    return window.area();
  }

  @Override
  public Role role() {
    return Role.CONVOLUTION;
  }

  @Override
  public String title() {
    return "depthwise convolution " + window.size();
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.depthwiseConvolution(this);
  }
}
