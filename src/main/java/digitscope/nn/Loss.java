package digitscope.nn;

/**
 * How wrong the outputs are for one image; the loss of a mini-batch is the mean over its images.
 * The target t has one value a class: see {@link Targets}.
 */
public sealed interface Loss {
  /**
   * What differs from one loss to another: a method for each, none of which has a default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R softmaxCrossEntropy(SoftmaxCrossEntropy loss);

    R sigmoidCrossEntropy(SigmoidCrossEntropy loss);

    R meanSquaredError(MeanSquaredError loss);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /**
   * The loss of one image.
   *
   * @param logits z, one a class, before the output function
   * @param target t, one a class, with the sum 1
   * @param gradient receives ∂L/∂z
   * @param outputs receives y, one a class, after the output function
   */
  double evaluate(double[] logits, double[] target, double[] gradient, double[] outputs);

  /** Categorical cross-entropy of y = softmax(z): L = −Σ t ln y, ∂L/∂z = y − t. */
  record SoftmaxCrossEntropy() implements Loss {
    @Override
    public double evaluate(double[] logits, double[] target, double[] gradient, double[] outputs) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double z : logits) {
        largest = Math.max(largest, z);
      }
      double sum = 0;
      for (int k = 0; k < logits.length; k++) {
        gradient[k] = Math.exp(logits[k] - largest);
        sum += gradient[k];
      }
      // ln of the sum rather than of the quotients: they may be too small for a double.
      double logSum = Math.log(sum) + largest;
      double part = 1 / sum;
      double loss = 0;
      for (int k = 0; k < logits.length; k++) {
        outputs[k] = gradient[k] * part;
        gradient[k] = outputs[k] - target[k];
        loss += target[k] == 0 ? 0 : target[k] * (logSum - logits[k]);
      }
      return loss;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softmaxCrossEntropy(this);
    }
  }

  /**
   * Binary cross-entropy of y = sigmoid(z), summed over the outputs: L = −Σ t ln y + (1 − t) ln(1 −
   * y), ∂L/∂z = y − t.
   */
  record SigmoidCrossEntropy() implements Loss {
    @Override
    public double evaluate(double[] logits, double[] target, double[] gradient, double[] outputs) {
      double loss = 0;
      for (int k = 0; k < logits.length; k++) {
        double z = logits[k];
        double t = target[k];
        outputs[k] = Activation.SIGMOID.apply(z);
        gradient[k] = outputs[k] - t;
        // The same sum in the form that neither overflows nor takes the logarithm of 0.
        loss += Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
      }
      return loss;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sigmoidCrossEntropy(this);
    }
  }

  /** Mean squared error over the K outputs: L = Σ (y − t)² / K, ∂L/∂y = 2 (y − t) / K. */
  record MeanSquaredError(OutputFunction output) implements Loss {
    @Override
    public double evaluate(double[] logits, double[] target, double[] gradient, double[] outputs) {
      double[] y = output.apply(logits);
      double[] dy = new double[y.length];
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double error = y[k] - target[k];
        loss += error * error / y.length;
        dy[k] = 2 * error / y.length;
      }
      System.arraycopy(output.backward(y, dy), 0, gradient, 0, y.length);
      System.arraycopy(y, 0, outputs, 0, y.length);
      return loss;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.meanSquaredError(this);
    }
  }
}
