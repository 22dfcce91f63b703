package digitscope.nn.plain;

import digitscope.nn.Convolution;
import digitscope.nn.Window;

/**
 * Cross-correlation with one kernel a filter. With w as [kernel height, kernel width, channels,
 * filters], the stride s and p, q rows and columns of zeros before the image:
 *
 * <pre>
 * y[n, i, j, f] = b[f] + Σ_u Σ_v Σ_c w[u, v, c, f] · x[n, i·s + u − p, j·s + v − q, c]
 *
 * ∂L/∂w[u, v, c, f] = Σ_n Σ_i Σ_j x[n, i·s + u − p, j·s + v − q, c] · ∂L/∂y[n, i, j, f]
 * ∂L/∂b[f]          = Σ_n Σ_i Σ_j ∂L/∂y[n, i, j, f]
 * ∂L/∂x[n, k, l, c] = Σ w[u, v, c, f] · ∂L/∂y[n, i, j, f], where k = i·s + u − p, l = j·s + v − q
 * </pre>
 */
final class PlainConvolution implements PlainLayer {
  private final Window window;
  private final int channels;
  private final int filters;
  private final int places;
  private final int biases;

  PlainConvolution(Convolution layer) {
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
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            double value = x[from * channels + c];
            int kernel = (tap * channels + c) * filters;
            for (int f = 0; f < filters; f++) {
              y[to * filters + f] += w[kernel + f] * value;
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
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            double value = x[from * channels + c];
            int kernel = (tap * channels + c) * filters;
            for (int f = 0; f < filters; f++) {
              dw[kernel + f] += value * dy[to * filters + f];
            }
            double sum = 0;
            for (int f = 0; f < filters; f++) {
              sum += w[kernel + f] * dy[to * filters + f];
            }
            dx[from * channels + c] += sum;
          }
        });
  }
}
