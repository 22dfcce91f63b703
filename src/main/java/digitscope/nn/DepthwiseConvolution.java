package digitscope.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

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
  Runnable forward(Binding binding) {
    return binding
            .operation(
                "depthwise_conv2d",
                List.of(
                    Window.maps(binding.input(), input()), binding.weights(this, weightShape())),
                Window.maps(binding.output(), output()))
            .integers(window.geometry())
        ::run;
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    INDArray wanted = gradients.input();
    // The native operation has no form without the gradient for the input.
    INDArray inputGradient =
        wanted == null ? binding.buffers().zeros(binding.input().shape()) : wanted;
    return binding
            .operation(
                "depthwise_conv2d_bp",
                List.of(
                    Window.maps(binding.input(), input()),
                    binding.weights(this, weightShape()),
                    Window.maps(gradients.output(), output())),
                Window.maps(inputGradient, input()),
                gradients.weights(this, weightShape()))
            .integers(window.geometry())
        ::run;
  }

  private long[] weightShape() {
    return new long[] {window.rows().window(), window.columns().window(), input().channels(), 1};
  }
}
