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
  private static final float EPSILON = 0.02f;

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
    float size = channels * height * width;
    float sparsity = SPARSITY / size;
    float corner = EPSILON * EPSILON;
    for (int i = 0; i < d.length; i++) {
      gradient[i] -= sparsity * d[i] / (float) Math.sqrt(d[i] * d[i] + corner);
    }
    subtractVariation(d, gradient, VARIATION / size);
    subtractEnergy(d, gradient, size);
  }

  private void subtractVariation(float[] d, float[] gradient, float weight) {
    for (int i = 0; i < channels * height * width; i++) {
      int at = i * images;
      int below = i / width % height + 1 < height ? at + width * images : at;
      int beside = i % width + 1 < width ? at + images : at;
      for (int n = 0; n < images; n++) {
        float down = d[below + n] - d[at + n];
        float right = d[beside + n] - d[at + n];
        float scale = weight / (float) Math.sqrt(down * down + right * right + EPSILON * EPSILON);
        gradient[at + n] += scale * (down + right);
        gradient[below + n] -= scale * down;
        gradient[beside + n] -= scale * right;
      }
    }
  }

  private void subtractEnergy(float[] d, float[] gradient, float size) {
    float[] factors = new float[images];
    for (int i = 0; i < d.length; i += images) {
      for (int n = 0; n < images; n++) {
        factors[n] += d[i + n] * d[i + n];
      }
    }
    for (int n = 0; n < images; n++) {
      double excess = Math.max(0, factors[n] / size / energy - 1);
      factors[n] = (float) (ENERGY * 4 * excess / (energy * size));
    }
    for (int i = 0; i < d.length; i += images) {
      for (int n = 0; n < images; n++) {
        gradient[i + n] -= factors[n] * d[i + n];
      }
    }
  }
}
