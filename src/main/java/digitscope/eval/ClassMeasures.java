package digitscope.eval;

/**
 * How well one class is told from the others.
 *
 * @param label the class
 * @param truePositives its images that were predicted as it
 * @param falsePositives images of other classes that were predicted as it
 * @param falseNegatives its images that were predicted as another
 */
public record ClassMeasures(int label, int truePositives, int falsePositives, int falseNegatives) {
  /** Number of images of the class. */
  public int actual() {
    return truePositives + falseNegatives;
  }

  /** TP / (TP + FP); NaN, which means undefined, if nothing was predicted as the class. */
  public double precision() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /**
   * TP / (TP + FN) = TP / AN with the number of the class's images AN, which some call the accuracy
   * of the class; NaN, which means undefined, if the class has no image.
   */
  public double recall() {
    return (double) truePositives / actual();
  }

  /**
   * Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); NaN, which means undefined, if
   * the class has no image and nothing was predicted as it.
   */
  public double f1() {
    return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
  }
}
