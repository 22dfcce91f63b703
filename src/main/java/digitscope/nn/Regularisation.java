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
}
