package digitscope.eval;

/**
 * Temperature scaling (Guo et al., ICML 2017): softmax(log p / T), with the T that makes the true
 * classes of an evaluation likeliest. A T above 1 says that the network is too sure of itself. It
 * changes no prediction. Fit it on images that were not trained on.
 */
public final class Temperature {
  private static final double COLDEST = 0.05;
  private static final double HOTTEST = 20;
  private static final int ITERATIONS = 60;

  /**
   * Probabilities are at least this, so that their logarithm is finite: the smallest of a float.
   */
  private static final double LEAST = Float.MIN_NORMAL;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Temperature() {}

  /**
   * The temperature with the least mean cross-entropy, between 0.05 and 20, by golden-section
   * search over log T: the loss has a single minimum in 1 / T.
   */
  public static double fit(Evaluation evaluation) {
    double low = Math.log(COLDEST);
    double high = Math.log(HOTTEST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double leftLoss = loss(evaluation, Math.exp(left));
    double rightLoss = loss(evaluation, Math.exp(right));
    for (int i = 0; i < ITERATIONS && high - low > 1e-5; i++) {
      if (leftLoss < rightLoss) {
        high = right;
        right = left;
        rightLoss = leftLoss;
        left = high - GOLDEN * (high - low);
        leftLoss = loss(evaluation, Math.exp(left));
      } else {
        low = left;
        left = right;
        leftLoss = rightLoss;
        right = low + GOLDEN * (high - low);
        rightLoss = loss(evaluation, Math.exp(right));
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** Mean cross-entropy at a temperature, in nats an image. */
  static double loss(Evaluation evaluation, double temperature) {
    double sum = 0;
    double[] scaled = new double[evaluation.classes()];
    for (int image = 0; image < evaluation.size(); image++) {
      sum -= Math.log(Math.max(LEAST, scaled(evaluation, image, temperature, scaled)));
    }
    return sum / evaluation.size();
  }

  /** Fills {@code scaled} with the scaled probabilities; gives that of the true class. */
  private static double scaled(
      Evaluation evaluation, int image, double temperature, double[] scaled) {
    double top = Math.log(Math.max(LEAST, evaluation.confidence(image)));
    double sum = 0;
    for (int label = 0; label < scaled.length; label++) {
      double log = Math.log(Math.max(LEAST, evaluation.probability(image, label)));
      scaled[label] = Math.exp((log - top) / temperature);
      sum += scaled[label];
    }
    for (int label = 0; label < scaled.length; label++) {
      scaled[label] /= sum;
    }
    return scaled[evaluation.actual(image)];
  }

  /** What the network would say with its answers scaled. */
  public static Evaluation apply(Evaluation evaluation, double temperature) {
    int classes = evaluation.classes();
    byte[] labels = new byte[evaluation.size()];
    float[] probabilities = new float[evaluation.size() * classes];
    double[] scaled = new double[classes];
    double loss = 0;
    for (int image = 0; image < labels.length; image++) {
      labels[image] = (byte) evaluation.actual(image);
      loss -= Math.log(Math.max(LEAST, scaled(evaluation, image, temperature, scaled)));
      for (int label = 0; label < classes; label++) {
        probabilities[image * classes + label] = (float) scaled[label];
      }
    }
    return new Evaluation(evaluation.step(), classes, labels, probabilities, loss / labels.length);
  }
}
