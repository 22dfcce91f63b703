package digitscope.nn;

/**
 * How wrong the outputs are for one image; the loss of a mini-batch is the mean over its images.
 * The target t is 1 for the actual class and 0 for the others.
 */
public sealed interface Loss {
  /**
   * The loss of one image.
   *
   * @param logits z, one a class, before the output function
   * @param label the actual class
   * @param gradient receives ∂L/∂z
   */
  double evaluate(double[] logits, int label, double[] gradient);

  /** Categorical cross-entropy of y = softmax(z): L = −ln y_label, ∂L/∂z = y − t. */
  record SoftmaxCrossEntropy() implements Loss {
    @Override
    public double evaluate(double[] logits, int label, double[] gradient) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double z : logits) {
        largest = Math.max(largest, z);
      }
      double sum = 0;
      for (int k = 0; k < logits.length; k++) {
        gradient[k] = Math.exp(logits[k] - largest);
        sum += gradient[k];
      }
      for (int k = 0; k < logits.length; k++) {
        gradient[k] = gradient[k] / sum - (k == label ? 1 : 0);
      }
      // ln of the sum rather than of the quotient: y_label may be too small for a double.
      return Math.log(sum) + largest - logits[label];
    }
  }

  /**
   * Binary cross-entropy of y = sigmoid(z), summed over the outputs: L = −Σ t ln y + (1 − t) ln(1 −
   * y), ∂L/∂z = y − t.
   */
  record SigmoidCrossEntropy() implements Loss {
    @Override
    public double evaluate(double[] logits, int label, double[] gradient) {
      double loss = 0;
      for (int k = 0; k < logits.length; k++) {
        double z = logits[k];
        double t = k == label ? 1 : 0;
        gradient[k] = Activation.SIGMOID.apply(z) - t;
        // The same sum in the form that neither overflows nor takes the logarithm of 0.
        loss += Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
      }
      return loss;
    }
  }

  /** Mean squared error over the K outputs: L = Σ (y − t)² / K, ∂L/∂y = 2 (y − t) / K. */
  record MeanSquaredError(OutputFunction output) implements Loss {
    @Override
    public double evaluate(double[] logits, int label, double[] gradient) {
      double[] y = output.apply(logits);
      double[] dy = new double[y.length];
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double error = y[k] - (k == label ? 1 : 0);
        loss += error * error / y.length;
        dy[k] = 2 * error / y.length;
      }
      System.arraycopy(output.backward(y, dy), 0, gradient, 0, y.length);
      return loss;
    }
  }
}
