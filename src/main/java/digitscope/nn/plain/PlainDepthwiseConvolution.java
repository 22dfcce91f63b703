package digitscope.nn.plain;

import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Window;

/**
 * Cross-correlation of each channel with a kernel of its own. With w as [kernel height, kernel
 * width, channels] and s, p, q as in {@link PlainConvolution}:
 *
 * <pre>
 * y[n, i, j, c] = Σ_u Σ_v w[u, v, c] · x[n, i·s + u − p, j·s + v − q, c]
 *
 * ∂L/∂w[u, v, c]    = Σ_n Σ_i Σ_j x[n, i·s + u − p, j·s + v − q, c] · ∂L/∂y[n, i, j, c]
 * ∂L/∂x[n, k, l, c] = Σ w[u, v, c] · ∂L/∂y[n, i, j, c], where k = i·s + u − p, l = j·s + v − q
 * </pre>
 */
final class PlainDepthwiseConvolution implements PlainLayer {
  private final Window window;
  private final int channels;

  PlainDepthwiseConvolution(DepthwiseConvolution layer) {
    this.window = layer.window();
    this.channels = layer.input().channels();
  }

  @Override
  public void forward(Pass pass) {
    double[] w = pass.parameters();
    double[] x = pass.x();
    double[] y = pass.y();
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            y[to * channels + c] += w[tap * channels + c] * x[from * channels + c];
          }
        });
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    double[] w = pass.parameters();
    double[] x = pass.x();
    double[] dy = gradients.dy();
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            gradients.parameters()[tap * channels + c] +=
                x[from * channels + c] * dy[to * channels + c];
            gradients.dx()[from * channels + c] += w[tap * channels + c] * dy[to * channels + c];
          }
        });
  }
}
