package digitscope.nn.plain;

import digitscope.nn.Dropout;

/**
 * In training each value of an image is multiplied by a random factor r: 0 with probability p, else
 * 1 / (1 − p).
 *
 * <pre>
 * y = r x
 *
 * ∂L/∂x = r ∂L/∂y
 * </pre>
 */
final class PlainDropout implements PlainLayer {
  private final Dropout layer;
  private final int size;

  PlainDropout(Dropout layer) {
    this.layer = layer;
    this.size = layer.input().size();
  }

  @Override
  public void forward(Pass pass) {
    multiply(pass, pass.x(), pass.y());
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    multiply(pass, gradients.dy(), gradients.dx());
  }

  private void multiply(Pass pass, double[] from, double[] to) {
    for (int n = 0; n < pass.batch(); n++) {
      long stream = layer.stream(pass.noise(), n);
      for (int k = 0; k < size; k++) {
        double r = pass.noise().isOn() ? layer.factor(stream, k) : 1;
        to[n * size + k] = r * from[n * size + k];
      }
    }
  }
}
