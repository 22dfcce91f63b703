package digitscope.nn;

/**
 * Cross-correlation of the input with one kernel a filter:
 *
 * <pre>y[f, i, j] = b[f] + Σ_c Σ_u Σ_v w[u, v, c, f] · x[c, i·s + u − p, j·s + v − q]</pre>
 *
 * where s is the stride, and x is 0 outside the image. With "valid" padding p = q = 0, and the
 * output is ⌊(n − k) / s⌋ + 1 high or wide for an input of n and a kernel of k. With "same" padding
 * it is ⌈n / s⌉, and the zeros needed for that are split evenly, the odd one at the end.
 *
 * <p>Weights lie as [kernel height, kernel width, input channels, filters], then the biases. LeCun
 * et al. (1998), "Gradient-based learning applied to document recognition".
 */
public final class Convolution extends SimpleLayer {
  private final Window window;

  /**
   * @param input shape of the maps it takes
   * @param filters number of maps it gives
   * @param same whether zeros around the input keep the output as large
   * @throws IllegalArgumentException if the stride is too large for this kernel and padding
   */
  public Convolution(
      MapShape input, int filters, int kernelHeight, int kernelWidth, int stride, boolean same) {
    this(input, filters, Window.of(input, kernelHeight, kernelWidth, stride, same));
  }

  private Convolution(MapShape input, int filters, Window window) {
    super(input, window.output(filters));
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
    return fanIn() * output().channels();
  }

  @Override
  public int biasCount() {
    return output().channels();
  }

  @Override
  int fanIn() {
    return window.area() * input().channels();
  }

  @Override
  int fanOut() {
    return window.area() * output().channels();
  }

  /**
   * The weights, as they lie in the parameter vector, in [filters, channels, height, width] order.
   */
  float[] kernels(float[] weights) {
    int filters = output().channels();
    int channels = input().channels();
    int taps = window.area();
    float[] kernels = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int filter = i % filters;
      int channel = i / filters % channels;
      int tap = i / (filters * channels);
      kernels[(filter * channels + channel) * taps + tap] = weights[i];
    }
    return kernels;
  }

  @Override
  public Role role() {
    return Role.CONVOLUTION;
  }

  @Override
  public String title() {
    return "convolution " + window.size() + ", " + output().channels() + " filters";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.convolution(this);
  }
}
