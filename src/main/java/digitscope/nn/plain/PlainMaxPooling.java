package digitscope.nn.plain;

import digitscope.nn.MaxPooling;
import digitscope.nn.Window;
import java.util.Arrays;

/**
 * The largest value of each window, whose gradient goes to the first place where it is:
 *
 * <pre>
 * y[n, i, j, c] = max_{u, v} x[n, i·s + u, j·s + v, c]
 *
 * ∂L/∂x[n, k, l, c] = Σ ∂L/∂y[n, i, j, c] over the windows (i, j) whose maximum is at (k, l)
 * </pre>
 *
 * A value that is no number is the largest of all.
 */
final class PlainMaxPooling implements PlainLayer {
  private final Window window;
  private final int channels;

  PlainMaxPooling(MaxPooling layer) {
    this.window = layer.window();
    this.channels = layer.input().channels();
  }

  @Override
  public void forward(Pass pass) {
    int[] places = maxima(pass);
    for (int k = 0; k < places.length; k++) {
      pass.y()[k] = pass.x()[places[k]];
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    int[] places = maxima(pass);
    for (int k = 0; k < places.length; k++) {
      gradients.dx()[places[k]] += gradients.dy()[k];
    }
  }

  /** For each value of y, where it is in x. */
  private int[] maxima(Pass pass) {
    double[] x = pass.x();
    int[] places = new int[pass.y().length];
    Arrays.fill(places, -1);
    SlidingWindow.forEach(
        window,
        pass.batch(),
        (to, from, tap) -> {
          for (int c = 0; c < channels; c++) {
            int best = places[to * channels + c];
            double value = x[from * channels + c];
            if (best < 0 || value > x[best] || Double.isNaN(value)) {
              places[to * channels + c] = from * channels + c;
            }
          }
        });
    return places;
  }
}
