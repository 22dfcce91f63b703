package digitscope.nn;

import java.util.List;

/**
 * The penalty l1 · Σ|w| + l2 · Σ w² / 2 over the weights; biases are free.
 *
 * @param l1 weight of the absolute values
 * @param l2 weight of half the squares
 */
public record Regularisation(double l1, double l2) {
  /** Adds the penalty's gradient, l1 · sign(w) + l2 · w, to {@code gradient}. */
  public void addGradient(List<Network.Span> weights, float[] parameters, float[] gradient) {
    if (l1 == 0 && l2 == 0) {
      return;
    }
    for (Network.Span span : weights) {
      for (int i = span.from(); i < span.to(); i++) {
        gradient[i] += (float) (l1 * Math.signum(parameters[i]) + l2 * parameters[i]);
      }
    }
  }

  /** Makes the weights smaller by the factor 1 − {@code part}. */
  public static void decay(List<Network.Span> weights, float[] parameters, double part) {
    if (part == 0) {
      return;
    }
    float kept = (float) (1 - part);
    for (Network.Span span : weights) {
      for (int i = span.from(); i < span.to(); i++) {
        parameters[i] *= kept;
      }
    }
  }

  /**
   * Scales a gradient whose Euclidean norm is larger down to that norm: Pascanu, Mikolov and Bengio
   * (2013).
   *
   * @param n length of the gradient; what lies behind it stays
   * @param largest norm; 0 for any
   */
  public static void clip(float[] gradient, int n, double largest) {
    if (largest == 0) {
      return;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (double) gradient[i] * gradient[i];
    }
    float scale = (float) (largest / Math.sqrt(squares));
    for (int i = 0; scale < 1 && i < n; i++) {
      gradient[i] *= scale;
    }
  }
}
