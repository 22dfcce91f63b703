package digitscope.probe;

/**
 * The gradient of a {@link Penalty}, row by row of the pixels of all images. Rows are copied to
 * arrays of their own, for the reason that {@link FourierImages} gives.
 */
final class PenaltyGradient {
  private final Penalty penalty;
  private final int images;
  private final int row;
  private final float[] here;
  private final float[] below;
  private final float[] beside;
  private final float[] sum;

  /** Of the total variation, for the difference to the pixel below; and to the one beside. */
  private final float[] down;

  private final float[] right;
  private final float[] rightOfOthers;

  PenaltyGradient(Penalty penalty) {
    this.penalty = penalty;
    this.images = penalty.images();
    this.row = penalty.width() * images;
    this.here = new float[row];
    this.below = new float[row];
    this.beside = new float[row];
    this.sum = new float[row];
    this.down = new float[row];
    this.right = new float[row];
    this.rightOfOthers = new float[row];
  }

  /** Subtracts ∂P/∂d from a gradient. */
  void subtract(float[] d, float[] gradient) {
    int size = penalty.channels() * penalty.height() * penalty.width();
    float[] energy = energy(d, size);
    for (int y = 0; y < penalty.channels() * penalty.height(); y++) {
      int at = y * row;
      boolean isLast = y % penalty.height() == penalty.height() - 1;
      System.arraycopy(d, at, here, 0, row);
      System.arraycopy(d, isLast ? at : at + row, below, 0, row);
      System.arraycopy(d, at + images, beside, 0, row - images);
      System.arraycopy(d, at + row - images, beside, row - images, images);
      System.arraycopy(gradient, at, sum, 0, row);
      if (y % penalty.height() > 0) {
        takeFrom(sum, down); // what the row above gives
      }
      addVariation(Penalty.VARIATION / size);
      subtractOthers(here, energy, Penalty.SPARSITY / size, sum);
      System.arraycopy(sum, 0, gradient, at, row);
    }
  }

  private void addVariation(float weight) {
    variation(here, below, beside, down, right, weight);
    System.arraycopy(right, 0, rightOfOthers, images, row - images);
    addTo(sum, down);
    addTo(sum, right);
    takeFrom(sum, rightOfOthers);
  }

  private static void variation(
      float[] here, float[] below, float[] beside, float[] down, float[] right, float weight) {
    float corner = Penalty.EPSILON * Penalty.EPSILON;
    for (int j = 0; j < here.length; j++) {
      float first = below[j] - here[j];
      float second = beside[j] - here[j];
      float scale = weight / (float) Math.sqrt(first * first + second * second + corner);
      down[j] = scale * first;
      right[j] = scale * second;
    }
  }

  private static void addTo(float[] sum, float[] values) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += values[j];
    }
  }

  private static void takeFrom(float[] sum, float[] values) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] -= values[j];
    }
  }

  private static void subtractOthers(float[] d, float[] energy, float sparsity, float[] sum) {
    float corner = Penalty.EPSILON * Penalty.EPSILON;
    for (int j = 0; j < d.length; j++) {
      sum[j] -= d[j] * (energy[j] + sparsity / (float) Math.sqrt(d[j] * d[j] + corner));
    }
  }

  /** By what each pixel of a row is multiplied for the gradient of the bound on energy. */
  private float[] energy(float[] d, int size) {
    float[] squares = new float[row];
    for (int at = 0; at < d.length; at += row) {
      System.arraycopy(d, at, here, 0, row);
      addSquares(here, squares);
    }
    float[] factors = new float[row];
    for (int n = 0; n < images; n++) {
      double sumOfSquares = 0;
      for (int j = n; j < row; j += images) {
        sumOfSquares += squares[j];
      }
      double excess = Math.max(0, sumOfSquares / size / penalty.energy() - 1);
      factors[n] = (float) (Penalty.ENERGY * 4 * excess / (penalty.energy() * size));
    }
    for (int j = images; j < row; j++) {
      factors[j] = factors[j - images];
    }
    return factors;
  }

  private static void addSquares(float[] values, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += values[j] * values[j];
    }
  }
}
