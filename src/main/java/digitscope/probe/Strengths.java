package digitscope.probe;

import digitscope.probe.FeatureMaps.Kernels;

/**
 * Strengths of the connections between each output of some layers in a row and each input: norms of
 * weights, multiplied along a way and added over all ways, and the signs of the sums of weights
 * likewise.
 *
 * @param outputs number of outputs; 0 where each reads the input of its own number with strength 1
 * @param inputs number of inputs
 * @param norms in [outputs, inputs] order, at least 0
 * @param sums products of the sums of weights, in the same order
 */
record Strengths(int outputs, int inputs, double[] norms, double[] sums) {
  /** Each output reads the input of its own number. */
  static final Strengths ONE_TO_ONE = new Strengths(0, 0, new double[0], new double[0]);

  static Strengths of(Kernels kernels) {
    int count = kernels.filters() * kernels.inputs();
    int area = kernels.height() * kernels.width();
    double[] norms = new double[count];
    double[] sums = new double[count];
    for (int i = 0; i < count; i++) {
      double squares = 0;
      for (int k = i * area; k < (i + 1) * area; k++) {
        squares += (double) kernels.values()[k] * kernels.values()[k];
        sums[i] += kernels.values()[k];
      }
      norms[i] = Math.sqrt(squares);
    }
    return new Strengths(kernels.filters(), kernels.inputs(), norms, sums);
  }

  /** Each output reads the input of its own number, by a kernel of its own. */
  static Strengths diagonal(Kernels kernels) {
    Strengths each = of(kernels);
    int count = kernels.filters();
    double[] norms = new double[count * count];
    double[] sums = new double[count * count];
    for (int i = 0; i < count; i++) {
      norms[i * count + i] = each.norms[i];
      sums[i * count + i] = each.sums[i];
    }
    return new Strengths(count, count, norms, sums);
  }

  private boolean isOneToOne() {
    return outputs == 0;
  }

  /** These, and behind them others. */
  Strengths then(Strengths next) {
    if (isOneToOne() || next.isOneToOne()) {
      return isOneToOne() ? next : this;
    }
    return new Strengths(
        next.outputs,
        inputs,
        product(next.norms, next.outputs, norms),
        product(next.sums, next.outputs, sums));
  }

  private double[] product(double[] left, int rows, double[] right) {
    double[] result = new double[rows * inputs];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < outputs; k++) {
        double factor = left[i * outputs + k];
        for (int j = 0; j < inputs; j++) {
          result[i * inputs + j] += factor * right[k * inputs + j];
        }
      }
    }
    return result;
  }

  /**
   * These beside others, whose outputs are added.
   *
   * @param count number of outputs
   */
  Strengths plus(Strengths other, int count) {
    Strengths one = spread(count);
    Strengths two = other.spread(count);
    double[] norms = one.norms.clone();
    double[] sums = one.sums.clone();
    for (int i = 0; i < norms.length; i++) {
      norms[i] += two.norms[i];
      sums[i] += two.sums[i];
    }
    return new Strengths(count, one.inputs, norms, sums);
  }

  private Strengths spread(int count) {
    if (!isOneToOne()) {
      return this;
    }
    double[] ones = new double[count * count];
    for (int i = 0; i < count; i++) {
      ones[i * count + i] = 1;
    }
    return new Strengths(count, count, ones, ones);
  }

  /** The norms with the signs of the sums; nothing where each output reads its own input. */
  float[] signed() {
    float[] signed = new float[norms.length];
    for (int i = 0; i < signed.length; i++) {
      signed[i] = (float) (sums[i] < 0 ? -norms[i] : norms[i]);
    }
    return signed;
  }
}
