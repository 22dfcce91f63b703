package digitscope.nn.plain;

import digitscope.nn.Flatten;

/**
 * Maps as one vector, channel by channel. With an area of h · w places:
 *
 * <pre>
 * y[n, c · area + place] = x[n, place, c]
 *
 * ∂L/∂x[n, place, c] = ∂L/∂y[n, c · area + place]
 * </pre>
 */
final class PlainFlatten implements PlainLayer {
  private final int channels;
  private final int area;

  PlainFlatten(Flatten layer) {
    this.channels = layer.input().channels();
    this.area = layer.input().area();
  }

  @Override
  public void forward(Pass pass) {
    for (int k = 0; k < pass.y().length; k++) {
      pass.y()[k] = pass.x()[place(k)];
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    for (int k = 0; k < gradients.dy().length; k++) {
      gradients.dx()[place(k)] = gradients.dy()[k];
    }
  }

  /** Where a value of y is in x. */
  private int place(int k) {
    int size = channels * area;
    int image = k / size;
    int c = k % size / area;
    int place = k % area;
    return image * size + place * channels + c;
  }
}
