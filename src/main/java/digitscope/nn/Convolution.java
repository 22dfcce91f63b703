package digitscope.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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
public final class Convolution extends Layer {
  private final Axis rows;
  private final Axis columns;

  /**
   * @param input shape of the maps it takes
   * @param filters number of maps it gives
   * @param same whether zeros around the input keep the output as large
   * @throws IllegalArgumentException if the stride is too large for this kernel and padding
   */
  public Convolution(
      MapShape input, int filters, int kernelHeight, int kernelWidth, int stride, boolean same) {
    this(
        input,
        filters,
        new Axis(input.height(), kernelHeight, stride, same),
        new Axis(input.width(), kernelWidth, stride, same));
  }

  private Convolution(MapShape input, int filters, Axis rows, Axis columns) {
    super(input, new MapShape(filters, rows.windows(), columns.windows()));
    this.rows = rows;
    this.columns = columns;
    if (isUneven() && Math.min(rows.overhang(), columns.overhang()) < -1) {
      throw new IllegalArgumentException(
          "a stride of %d skips rows or columns of a %d×%d kernel with 'same' padding; choose a smaller one"
              .formatted(rows.stride(), rows.window(), columns.window()));
    }
  }

  public int kernelHeight() {
    return rows.window();
  }

  public int kernelWidth() {
    return columns.window();
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
    return rows.window() * columns.window() * input().channels();
  }

  @Override
  int fanOut() {
    return rows.window() * columns.window() * output().channels();
  }

  @Override
  Runnable forward(Binding binding) {
    return binding
            .operation(
                "conv2d",
                List.of(
                    binding.input(), binding.weights(this, weightShape()), binding.biases(this)),
                binding.output())
            .integers(geometry())
        ::run;
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    INDArray inputGradient = gradients.input();
    if (inputGradient == null) {
      return new PatchProduct(this, rows, columns, binding, gradients);
    }
    return binding
            .operation(
                "conv2d_bp",
                List.of(
                    binding.input(),
                    binding.weights(this, weightShape()),
                    binding.biases(this),
                    gradients.output()),
                inputGradient,
                gradients.weights(this, weightShape()),
                gradients.biases(this))
            .integers(geometry())
        ::run;
  }

  /**
   * The weights, as they lie in the parameter vector, in [filters, channels, height, width] order.
   */
  float[] kernels(float[] weights) {
    int filters = output().channels();
    int channels = input().channels();
    int taps = rows.window() * columns.window();
    float[] kernels = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int filter = i % filters;
      int channel = i / filters % channels;
      int tap = i / (filters * channels);
      kernels[(filter * channels + channel) * taps + tap] = weights[i];
    }
    return kernels;
  }

  private long[] weightShape() {
    return new long[] {rows.window(), columns.window(), input().channels(), output().channels()};
  }

  private boolean isUneven() {
    return rows.isUneven() || columns.isUneven();
  }

  /**
   * Kernel, stride, padding at top and left, dilation, padding chosen by ND4J?, channels last,
   * weights as above. ND4J's own choice goes wrong where a stride exceeds its kernel by two or
   * more, so it is left to choose only where the padding is uneven, which cannot be told it
   * otherwise.
   */
  private long[] geometry() {
    return new long[] {
      rows.window(),
      columns.window(),
      rows.stride(),
      columns.stride(),
      rows.zerosBefore(),
      columns.zerosBefore(),
      1,
      1,
      isUneven() ? 1 : 0,
      1,
      0
    };
  }
}
