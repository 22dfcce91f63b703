package digitscope.nn.plain;

import digitscope.nn.AveragePooling;
import digitscope.nn.Window;

/**
 * The mean of each window of h × w values:
 *
 * <pre>
 * y[n, i, j, c] = Σ_u Σ_v x[n, i·s + u, j·s + v, c] / (h · w)
 *
 * ∂L/∂x[n, k, l, c] = Σ ∂L/∂y[n, i, j, c] / (h · w) over the windows (i, j) that (k, l) is in
 * </pre>
 */
final class PlainAveragePooling implements PlainLayer {
  private final Window window;
  private final int channels;

  PlainAveragePooling(AveragePooling layer) {
    this.window = layer.window();
    this.channels = layer.input().channels();
  }

  @Override
  public void forward(Pass pass) {
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            pass.y()[to * channels + c] += pass.x()[from * channels + c] / window.area();
          }
        });
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            gradients.dx()[from * channels + c] +=
                gradients.dy()[to * channels + c] / window.area();
          }
        });
  }
}
