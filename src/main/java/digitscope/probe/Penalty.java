package digitscope.probe;

/**
 * What keeps patterns of deeper layers like images of the data set: a light L1 pull to the
 * background, total variation (Mahendran and Vedaldi, 2015, "Understanding deep image
 * representations by inverting them"), and a bound on energy, the mean square of what differs from
 * the background, as real images have it: otherwise a bright area is the answer to everything.
 *
 * <pre>P = λ₁ mean |d| + λ₂ mean √(∂d/∂y² + ∂d/∂x² + ε²) + λ₃ max(0, E / E₀ − 1)²</pre>
 *
 * where d is the image without the background, E the mean of d². Arrays are [channels, height,
 * width, images], as in {@link FourierImages}.
 *
 * @param images side by side
 * @param energy E₀
 */
record Penalty(int channels, int height, int width, int images, double energy) {
  static final float SPARSITY = 0.2f;
  static final float VARIATION = 1;
  static final float ENERGY = 0.3f;

  /** Rounds the corners of both absolute values. */
  static final float EPSILON = 0.02f;

  /** P of one image. */
  double of(float[] d, int image) {
    double sparsity = 0;
    double variation = 0;
    double squares = 0;
    for (int i = 0; i < channels * height * width; i++) {
      double value = d[i * images + image];
      double down = i / width % height + 1 < height ? d[(i + width) * images + image] - value : 0;
      double right = i % width + 1 < width ? d[(i + 1) * images + image] - value : 0;
      sparsity += Math.sqrt(value * value + EPSILON * EPSILON);
      variation += Math.sqrt(down * down + right * right + EPSILON * EPSILON);
      squares += value * value;
    }
    int size = channels * height * width;
    double excess = Math.max(0, squares / size / energy - 1);
    return (SPARSITY * sparsity + VARIATION * variation) / size + ENERGY * excess * excess;
  }

  /** Subtracts ∂P/∂d of every image from a gradient. */
  void subtractGradient(float[] d, float[] gradient) {
    new PenaltyGradient(this).subtract(d, gradient);
  }
}
