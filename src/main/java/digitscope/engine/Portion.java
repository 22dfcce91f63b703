package digitscope.engine;

/**
 * What a few slices of a mini-batch gave, whichever worker did them: the sums of one portion are
 * always of the same images in the same order, so that they are the same bits.
 */
final class Portion {
  private final float[] gradient;
  private double lossSum;
  private double absoluteErrorSum;
  private int correct;

  /**
   * @param values length of the network's vector
   */
  Portion(int values) {
    gradient = new float[values];
  }

  /** Sum of the slices' gradients, laid out like the network's vector. */
  float[] gradient() {
    return gradient;
  }

  /** Forgets the last mini-batch; the first slice overwrites the gradient. */
  void clear() {
    lossSum = 0;
    absoluteErrorSum = 0;
    correct = 0;
  }

  void count(double loss, double absoluteError, boolean isCorrect) {
    lossSum += loss;
    absoluteErrorSum += absoluteError;
    correct += isCorrect ? 1 : 0;
  }

  /** Sum of the losses of its images, each times the weight of its class. */
  double lossSum() {
    return lossSum;
  }

  /** Sum of the absolute errors of all outputs for all of its images. */
  double absoluteErrorSum() {
    return absoluteErrorSum;
  }

  /** Number of its images that were classified correctly. */
  int correct() {
    return correct;
  }
}
