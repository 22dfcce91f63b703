package digitscope.nn;

import java.util.List;

/**
 * What the outputs should be for each class: 1 − s + s / K for the class itself and s / K for each
 * of the others, with label smoothing s and K classes, after Szegedy et al. (2016); and how much an
 * image of the class counts.
 */
public final class Targets {
  private final double[][] targets;
  private final double[] weights;

  /**
   * @param smoothing s, in [0, 1)
   * @param classWeights factor of the loss of each class's images; empty for 1 throughout
   */
  public Targets(int classes, double smoothing, List<Double> classWeights) {
    targets = new double[classes][classes];
    weights = new double[classes];
    for (int label = 0; label < classes; label++) {
      for (int k = 0; k < classes; k++) {
        targets[label][k] = (k == label ? 1 - smoothing : 0) + smoothing / classes;
      }
      weights[label] = classWeights.isEmpty() ? 1 : classWeights.get(label);
    }
  }

  /** Targets without smoothing and weights: 1 for the class itself, 0 for the others. */
  public static Targets plain(int classes) {
    return new Targets(classes, 0, List.of());
  }

  public int classes() {
    return weights.length;
  }

  /** One value a class; not to be changed. */
  public double[] target(int label) {
    return targets[label];
  }

  /** Factor of the loss of an image of this class. */
  public double weight(int label) {
    return weights[label];
  }
}
