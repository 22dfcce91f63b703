package digitscope.nn;

import java.util.List;

/**
 * The penalty l1 · Σ|w| + l2 · Σ w² / 2 over the weights; biases are free.
 *
 * @param l1 weight of the absolute values
 * @param l2 weight of half the squares
 */
public record Regularization(double l1, double l2) {
  /** Whether it is 0 whatever the weights. */
  public boolean isNone() {
    return l1 == 0 && l2 == 0;
  }

  /** The penalty of the weights. */
  public double penalty(List<Network.Span> weights, float[] parameters) {
    if (isNone()) {
      return 0;
    }
    double absolute = 0;
    double squares = 0;
    for (Network.Span span : weights) {
      for (int i = span.from(); i < span.to(); i++) {
        absolute += Math.abs(parameters[i]);
        squares += (double) parameters[i] * parameters[i];
      }
    }
    return l1 * absolute + l2 * squares / 2;
  }

  /** Adds the penalty's gradient, l1 · sign(w) + l2 · w, to {@code gradient}. */
  public void addGradient(List<Network.Span> weights, float[] parameters, float[] gradient) {
    if (isNone()) {
      return;
    }
    float absolute = (float) l1;
    float square = (float) l2;
    for (Network.Span span : weights) {
      for (int i = span.from(); i < span.to(); i++) {
        gradient[i] += square * parameters[i];
      }
      for (int i = span.from(); l1 > 0 && i < span.to(); i++) {
        gradient[i] += absolute * Math.signum(parameters[i]);
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
   * What a gradient is multiplied with so that its Euclidean norm is at most so large: Pascanu,
   * Mikolov and Bengio (2013).
   *
   * @param squares sum of the gradient's squares
   * @param largest norm; 0 for any
   */
  public static double clipping(double squares, double largest) {
    return largest == 0 ? 1 : Math.min(1, largest / Math.sqrt(squares));
  }
}
