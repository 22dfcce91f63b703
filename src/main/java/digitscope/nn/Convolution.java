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
  private final int kernelHeight;
  private final int kernelWidth;
  private final int stride;
  private final boolean same;

  /**
   * @param input shape of the maps it takes
   * @param filters number of maps it gives
   * @param same whether zeros around the input keep the output as large
   */
  public Convolution(
      MapShape input, int filters, int kernelHeight, int kernelWidth, int stride, boolean same) {
    super(
        input,
        new MapShape(
            filters,
            extent(input.height(), kernelHeight, stride, same),
            extent(input.width(), kernelWidth, stride, same)));
    this.kernelHeight = kernelHeight;
    this.kernelWidth = kernelWidth;
    this.stride = stride;
    this.same = same;
  }

  private static int extent(int length, int kernel, int stride, boolean same) {
    return same ? (length + stride - 1) / stride : Math.floorDiv(length - kernel, stride) + 1;
  }

  public int kernelHeight() {
    return kernelHeight;
  }

  public int kernelWidth() {
    return kernelWidth;
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
    return kernelHeight * kernelWidth * input().channels();
  }

  @Override
  int fanOut() {
    return kernelHeight * kernelWidth * output().channels();
  }

  @Override
  Runnable forward(Binding binding) {
    INDArray weights = binding.weights(this, weightShape());
    return binding
            .operation(
                "conv2d", List.of(binding.input(), weights, binding.biases(this)), binding.output())
            .integers(geometry())
        ::run;
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    INDArray inputGradient = gradients.input();
    if (inputGradient == null) {
      return new PatchProduct(this, binding, gradients);
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
    int taps = kernelHeight * kernelWidth;
    float[] kernels = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int filter = i % filters;
      int channel = i / filters % input().channels();
      int tap = i / (filters * input().channels());
      kernels[(filter * input().channels() + channel) * taps + tap] = weights[i];
    }
    return kernels;
  }

  private long[] weightShape() {
    return new long[] {kernelHeight, kernelWidth, input().channels(), output().channels()};
  }

  /** Kernel, stride, padding, dilation, same?, channels last, weights as above. */
  private long[] geometry() {
    return new long[] {kernelHeight, kernelWidth, stride, stride, 0, 0, 1, 1, same ? 1 : 0, 1, 0};
  }

  /** Row or column of the input that the kernel's first row or column falls on, may be negative. */
  private static int start(
      int place, int stride, int length, int kernel, int places, boolean same) {
    int padding = same ? Math.max(0, (places - 1) * stride + kernel - length) / 2 : 0;
    return place * stride - padding;
  }

  /**
   * The parameter gradient of a first layer as one matrix product: patchesᵀ · ∂L/∂y, where each row
   * of patches holds what the kernel covers at one place, and a 1 for the bias. It spares the
   * gradient for the image, which nobody needs and which costs as much again.
   */
  private static final class PatchProduct implements Runnable {
    private final Convolution layer;
    private final int batch;
    private final Values image;
    private final Values patches;
    private final int columns;
    private final Operation product;

    PatchProduct(Convolution layer, Binding binding, Binding.Gradients gradients) {
      this.layer = layer;
      this.batch = binding.batch();
      this.image = Values.of(binding.input());
      this.columns = layer.fanIn() + 1;
      long rows = (long) batch * layer.output().area();
      INDArray matrix = binding.buffers().zeros(rows, columns);
      this.patches = Values.of(matrix);
      for (long row = 0; row < rows; row++) {
        patches.set(row * columns + columns - 1, 1);
      }
      this.product =
          binding
              .operation(
                  "matmul",
                  List.of(matrix, gradients.output().reshape('c', rows, layer.output().channels())),
                  gradients.weightsAndBiases(layer))
              .integers(1, 0, 0);
    }

    @Override
    public void run() {
      MapShape output = layer.output();
      long row = 0;
      for (int n = 0; n < batch; n++) {
        for (int i = 0; i < output.height(); i++) {
          for (int j = 0; j < output.width(); j++) {
            copyPatch(n, i, j, row);
            row += columns;
          }
        }
      }
      product.run();
    }

    private void copyPatch(int n, int i, int j, long target) {
      MapShape input = layer.input();
      int top =
          start(
              i,
              layer.stride,
              input.height(),
              layer.kernelHeight,
              layer.output().height(),
              layer.same);
      int left =
          start(
              j,
              layer.stride,
              input.width(),
              layer.kernelWidth,
              layer.output().width(),
              layer.same);
      int channels = input.channels();
      // Places outside the image are never written: they stay 0 as they were allocated.
      int firstRow = Math.max(0, -top);
      int lastRow = Math.min(layer.kernelHeight, input.height() - top);
      int first = Math.max(0, -left) * channels;
      int last = Math.min(layer.kernelWidth, input.width() - left) * channels;
      for (int u = firstRow; u < lastRow; u++) {
        long from = ((long) (n * input.height() + top + u) * input.width() + left) * channels;
        long to = target + (long) u * layer.kernelWidth * channels;
        for (int k = first; k < last; k++) {
          patches.set(to + k, image.get(from + k));
        }
      }
    }
  }
}
