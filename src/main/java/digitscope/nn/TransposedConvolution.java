package digitscope.nn;

/**
 * The transpose of a convolution: what {@link Convolution} does backward, from the gradient for its
 * output to that for its input. Each value of the input is spread by a kernel a filter:
 *
 * <pre>
 * y[f, i, j] = b[f] + Σ_c Σ w[u, v, f, c] · x[c, k, l] over all i = k·s + u − p, j = l·s + v − q
 * </pre>
 *
 * where s is the stride. With "valid" padding p = q = 0, and the output is (n − 1) · s + k high or
 * wide for an input of n and a kernel of k, as in PyTorch without padding. With "same" padding it
 * is n · s, as in Keras: what sticks out is cut off evenly, the odd one at the end, so p = ⌊(k − s)
 * / 2⌋; where the kernel is shorter than the stride, the last places have only the bias.
 *
 * <p>Weights lie as [kernel height, kernel width, filters, input channels], then the biases. Zeiler
 * et al. (2010), "Deconvolutional networks".
 */
public final class TransposedConvolution extends SimpleLayer {
  private final Window window;

  /**
   * @param input shape of the maps it takes
   * @param filters number of maps it gives
   * @param same whether the output is as large as the input times the stride
   * @throws IllegalArgumentException if the stride is too large for this kernel and padding
   */
  public TransposedConvolution(
      MapShape input, int filters, int kernelHeight, int kernelWidth, int stride, boolean same) {
    this(
        input,
        filters,
        Window.of(
            new MapShape(
                filters,
                length(input.height(), kernelHeight, stride, same),
                length(input.width(), kernelWidth, stride, same)),
            kernelHeight,
            kernelWidth,
            stride,
            same));
  }

  private TransposedConvolution(MapShape input, int filters, Window window) {
    super(input, new MapShape(filters, window.rows().length(), window.columns().length()));
    this.window = window;
  }

  private static int length(int input, int kernel, int stride, boolean same) {
    return same ? input * stride : (input - 1) * stride + kernel;
  }

  /** How the kernel slides over the output, once for each place of the input. */
  public Window window() {
    return window;
  }

  @Override
  public int weightCount() {
    return window.area() * output().channels() * input().channels();
  }

  @Override
  public int biasCount() {
    return output().channels();
  }

  /** As many as there are on average, where kernels meet in the middle of a map. */
  @Override
  int fanIn() {
    int stride = window.rows().stride();
    return Math.max(1, window.area() * input().channels() / (stride * stride));
  }

  @Override
  long products() {
    return (long) input().size() * fanOut();
  }

  @Override
  int fanOut() {
    return window.area() * output().channels();
  }

  @Override
  public Role role() {
    return Role.CONVOLUTION;
  }

  @Override
  public String title() {
    return "transposed convolution " + window.size() + ", " + output().channels() + " filters";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.transposedConvolution(this);
  }
}
