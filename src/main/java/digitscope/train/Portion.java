package digitscope.train;

/**
 * What a few slices of a mini-batch gave, whichever worker did them: the sums of one portion are
 * always of the same images in the same order, so that they are the same bits.
 */
final class Portion {
  private final float[] gradient;
  private double lossSum;
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

  /** Forgets the last mini-batch; the gradient is written anew by the first slice. */
  void clear() {
    lossSum = 0;
    correct = 0;
  }

  void count(double loss, boolean isCorrect) {
    lossSum += loss;
    correct += isCorrect ? 1 : 0;
  }

  /** Sum of the losses of its images, each times the weight of its class. */
  double lossSum() {
    return lossSum;
  }

  /** Number of its images that were read rightly. */
  int correct() {
    return correct;
  }
}
