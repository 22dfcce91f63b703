package digitscope.nn;

/** What turns the logits z of the last layer into the network's outputs y. */
public sealed interface OutputFunction {
  /**
   * What differs from one output function to another: a method for each, none of which has a
   * default.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    R softmax(Softmax function);

    R elementWise(ElementWise function);
  }

  /** Calls the method of the kind that this is. */
  <R> R accept(Visitor<R> visitor);

  /** y(z). */
  double[] apply(double[] logits);

  /** ∂L/∂z = (∂y/∂z)ᵀ ∂L/∂y. */
  double[] backward(double[] outputs, double[] outputGradient);

  /**
   * The outputs as probabilities: all at least 0, with the sum 1, in the same order of size.
   * Outputs that are not are shifted up by the lowest negative one and divided by their sum.
   */
  default double[] probabilities(double[] logits) {
    double[] y = apply(logits);
    double lowest = 0;
    for (double value : y) {
      lowest = Math.min(lowest, value);
    }
    double sum = 0;
    for (double value : y) {
      sum += value - lowest;
    }
    for (int k = 0; k < y.length; k++) {
      y[k] = sum == 0 ? 1.0 / y.length : (y[k] - lowest) / sum;
    }
    return y;
  }

  /** y_k = e^{z_k} / Σ_j e^{z_j}. */
  record Softmax() implements OutputFunction {
    @Override
    public double[] apply(double[] logits) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double z : logits) {
        largest = Math.max(largest, z);
      }
      double[] y = new double[logits.length];
      double sum = 0;
      for (int k = 0; k < y.length; k++) {
        // Less the largest, so that nothing overflows; the quotient is the same.
        y[k] = Math.exp(logits[k] - largest);
        sum += y[k];
      }
      for (int k = 0; k < y.length; k++) {
        y[k] /= sum;
      }
      return y;
    }

    @Override
    public double[] backward(double[] outputs, double[] outputGradient) {
      double mean = 0;
      for (int k = 0; k < outputs.length; k++) {
        mean += outputs[k] * outputGradient[k];
      }
      double[] dz = new double[outputs.length];
      for (int k = 0; k < dz.length; k++) {
        dz[k] = outputs[k] * (outputGradient[k] - mean);
      }
      return dz;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.softmax(this);
    }
  }

  /** y_k = f(z_k). */
  record ElementWise(Activation activation) implements OutputFunction {
    @Override
    public double[] apply(double[] logits) {
      double[] y = new double[logits.length];
      for (int k = 0; k < y.length; k++) {
        y[k] = activation.apply(logits[k]);
      }
      return y;
    }

    @Override
    public double[] backward(double[] outputs, double[] outputGradient) {
      double[] dz = new double[outputs.length];
      for (int k = 0; k < dz.length; k++) {
        dz[k] = outputGradient[k] * activation.slope(outputs[k]);
      }
      return dz;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.elementWise(this);
    }
  }
}
