package digitscope.probe;

import java.util.Arrays;

/**
 * What pushes images apart that are to show different things: the sum over all pairs of a group of
 * the cosine of the angle between them,
 *
 * <pre>D = Σ_{i &lt; j} b_i · b_j / (|b_i| |b_j|),   b = B d</pre>
 *
 * where d is an image without the background, as far as it lies within the field, and B smooths, so
 * that a shape which has moved a little counts as the same. The diversity term of Olah, Mordvintsev
 * and Schubert (2017), "Feature visualization", which takes the cosine of Gram matrices of a layer;
 * in small images the pixels themselves tell shapes apart. Arrays are [channels, height, width,
 * images], as in {@link FourierImages}.
 */
final class Diversity {
  /** Keeps the length of an empty image above 0. */
  private static final double EPSILON = 1e-3;

  /** Times that an image is smoothed by 1-2-1: together about a Gaussian of one pixel. */
  private static final int SMOOTHINGS = 2;

  private final int channels;
  private final int height;
  private final int width;
  private final int images;
  private final int margin;
  private final int[] groups;
  private final float[] smooth;
  private final float[] spare;
  private final double[] lengths;

  /**
   * @param margin rows and columns around the field
   * @param groups number of the group of each image; those of different groups do not mind each
   *     other. Images beyond its end are in none
   */
  Diversity(int channels, int height, int width, int images, int margin, int[] groups) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.images = images;
    this.margin = margin;
    this.groups = groups.clone();
    this.smooth = new float[channels * height * width * images];
    this.spare = new float[smooth.length];
    this.lengths = new double[groups.length];
  }

  /** D of one group. */
  double of(float[] d, int group) {
    smooth(d);
    double sum = 0;
    for (int i = 0; i < groups.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += groups[i] == group && groups[j] == group ? cosine(i, j) : 0;
      }
    }
    return sum;
  }

  /**
   * Subtracts the gradient of D from that of the objectives.
   *
   * @param weight of D
   */
  void subtractGradient(float[] d, float[] gradient, double weight) {
    smooth(d);
    double[][] factors = factors(weight);
    float[] pushed = spare;
    for (int at = 0; at < smooth.length; at += images) {
      Arrays.fill(pushed, at, at + images, 0);
      for (int i = 0; i < groups.length; i++) {
        double sum = 0;
        for (int j = 0; j < groups.length; j++) {
          sum += factors[i][j] * smooth[at + j];
        }
        pushed[at + i] = (float) sum;
      }
    }
    System.arraycopy(pushed, 0, smooth, 0, smooth.length);
    for (int i = 0; i < SMOOTHINGS; i++) {
      blur();
    }
    clearMargin();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] -= smooth[i];
    }
  }

  /** ∂D/∂b_i = Σ_j factor(i, j) b_j. */
  private double[][] factors(double weight) {
    double[][] factors = new double[groups.length][groups.length];
    for (int i = 0; i < groups.length; i++) {
      for (int j = 0; j < groups.length; j++) {
        if (i != j && groups[i] == groups[j]) {
          factors[i][j] = weight / (lengths[i] * lengths[j]);
          factors[i][i] -= weight * cosine(i, j) / (lengths[i] * lengths[i]);
        }
      }
    }
    return factors;
  }

  private double cosine(int i, int j) {
    return product(i, j) / (lengths[i] * lengths[j]);
  }

  private double product(int i, int j) {
    double sum = 0;
    for (int at = 0; at < smooth.length; at += images) {
      sum += (double) smooth[at + i] * smooth[at + j];
    }
    return sum;
  }

  private void smooth(float[] d) {
    System.arraycopy(d, 0, smooth, 0, smooth.length);
    clearMargin();
    for (int i = 0; i < SMOOTHINGS; i++) {
      blur();
    }
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(product(i, i) + EPSILON * EPSILON);
    }
  }

  private void clearMargin() {
    for (int i = 0; i < channels * height * width; i++) {
      int y = i / width % height;
      int x = i % width;
      if (y < margin || y >= height - margin || x < margin || x >= width - margin) {
        Arrays.fill(smooth, i * images, (i + 1) * images, 0);
      }
    }
  }

  /** Smooths by 1-2-1 along both axes, with zeros beyond the border, so that it is symmetric. */
  private void blur() {
    for (int i = 0; i < channels * height * width; i++) {
      boolean isFirst = i % width == 0;
      boolean isLast = i % width == width - 1;
      blur(smooth, spare, i * images, isFirst ? 0 : -images, isLast ? 0 : images);
    }
    for (int i = 0; i < channels * height * width; i++) {
      boolean isFirst = i / width % height == 0;
      boolean isLast = i / width % height == height - 1;
      int row = width * images;
      blur(spare, smooth, i * images, isFirst ? 0 : -row, isLast ? 0 : row);
    }
  }

  /**
   * @param before distance of the neighbor on one side; 0 if there is none
   * @param after likewise
   */
  private void blur(float[] from, float[] to, int at, int before, int after) {
    float first = before == 0 ? 0 : 0.25f;
    float last = after == 0 ? 0 : 0.25f;
    for (int n = at; n < at + images; n++) {
      to[n] = 0.5f * from[n] + first * from[n + before] + last * from[n + after];
    }
  }
}
