package digitscope.nn.plain;

import digitscope.nn.TransposedConvolution;
import digitscope.nn.Window;

/**
 * The transpose of a convolution. With w as [kernel height, kernel width, filters, channels], the
 * stride s and p, q rows and columns cut off before the output:
 *
 * <pre>
 * y[n, i, j, f] = b[f] + Σ w[u, v, f, c] · x[n, k, l, c], where i = k·s + u − p, j = l·s + v − q
 *
 * ∂L/∂w[u, v, f, c] = Σ_n Σ_k Σ_l x[n, k, l, c] · ∂L/∂y[n, k·s + u − p, l·s + v − q, f]
 * ∂L/∂b[f]          = Σ_n Σ_i Σ_j ∂L/∂y[n, i, j, f]
 * ∂L/∂x[n, k, l, c] = Σ_u Σ_v Σ_f w[u, v, f, c] · ∂L/∂y[n, k·s + u − p, l·s + v − q, f]
 * </pre>
 */
final class PlainTransposedConvolution implements PlainLayer {
  private final Window window;
  private final int channels;
  private final int filters;
  private final int places;
  private final int biases;

  PlainTransposedConvolution(TransposedConvolution layer) {
    this.window = layer.window();
    this.channels = layer.input().channels();
    this.filters = layer.output().channels();
    this.places = layer.output().area();
    this.biases = layer.weightCount();
  }

  @Override
  public void forward(Pass pass) {
    double[] w = pass.parameters();
    double[] x = pass.x();
    double[] y = pass.y();
    for (int place = 0; place < pass.batch() * places; place++) {
      for (int f = 0; f < filters; f++) {
        y[place * filters + f] = w[biases + f];
      }
    }
    // The window slides over the output: it is what a convolution would see.
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (from, to, tap) -> {
          for (int f = 0; f < filters; f++) {
            int kernel = (tap * filters + f) * channels;
            for (int c = 0; c < channels; c++) {
              y[to * filters + f] += w[kernel + c] * x[from * channels + c];
            }
          }
        });
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    double[] w = pass.parameters();
    double[] x = pass.x();
    double[] dy = gradients.dy();
    double[] dw = gradients.parameters();
    double[] dx = gradients.dx();
    for (int place = 0; place < pass.batch() * places; place++) {
      for (int f = 0; f < filters; f++) {
        dw[biases + f] += dy[place * filters + f];
      }
    }
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (from, to, tap) -> {
          for (int f = 0; f < filters; f++) {
            int kernel = (tap * filters + f) * channels;
            double gradient = dy[to * filters + f];
            for (int c = 0; c < channels; c++) {
              dw[kernel + c] += x[from * channels + c] * gradient;
              dx[from * channels + c] += w[kernel + c] * gradient;
            }
          }
        });
  }
}
