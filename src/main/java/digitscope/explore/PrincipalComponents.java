package digitscope.explore;

import java.util.SplittableRandom;

/**
 * The orthogonal directions in which points vary most, found by subspace iteration from a random
 * start, without the covariance matrix: N. Halko, P. Martinsson and J. Tropp, Finding structure
 * with randomness (2011).
 *
 * @param mean of the points
 * @param directions unit vectors, that of the largest variance first; the entry of largest
 *     magnitude of each is positive
 * @param variances along the directions, of a sample: divided by the number of points less 1
 * @param totalVariance in all directions together
 */
public record PrincipalComponents(
    double[] mean, double[][] directions, double[] variances, double totalVariance) {
  private static final int MOST_ROUNDS = 200;
  private static final int EXTRA_DIRECTIONS = 8;
  private static final long SEED = 1;

  /**
   * The first components of some points.
   *
   * @param points at least one, all of the same number of coordinates
   * @param count number of components; fewer come if the points have fewer coordinates
   * @param precision the search ends when a round adds no more than this part of the variance along
   *     the components; the directions are about as exact as its square root
   */
  public static PrincipalComponents of(float[][] points, int count, double precision) {
    int dimensions = points[0].length;
    int kept = Math.min(count, dimensions);
    double[] mean = mean(points);
    double[][] basis = randomBasis(dimensions, Math.min(count + EXTRA_DIRECTIONS, dimensions));
    double[][] projected = product(points, mean, basis);
    SymmetricMatrix.Eigen eigen = SymmetricMatrix.gram(projected).eigen();
    double before;
    int rounds = 0;
    do {
      before = sum(eigen.values(), kept);
      basis = transposedProduct(points, mean, projected);
      SymmetricMatrix.orthonormalize(basis);
      projected = product(points, mean, basis);
      eigen = SymmetricMatrix.gram(projected).eigen();
    } while (sum(eigen.values(), kept) > (1 + precision) * before && ++rounds < MOST_ROUNDS);
    return of(points, mean, basis, eigen, kept);
  }

  private static PrincipalComponents of(
      float[][] points, double[] mean, double[][] basis, SymmetricMatrix.Eigen eigen, int count) {
    double[][] directions = new double[count][mean.length];
    double[] variances = new double[count];
    for (int k = 0; k < count; k++) {
      variances[k] = eigen.values()[k] / Math.max(1, points.length - 1);
      for (int d = 0; d < mean.length; d++) {
        for (int c = 0; c < basis[d].length; c++) {
          directions[k][d] += basis[d][c] * eigen.vectors()[c][k];
        }
      }
      point(directions[k]);
    }
    return new PrincipalComponents(mean, directions, variances, totalVariance(points, mean));
  }

  private static double[][] randomBasis(int dimensions, int width) {
    double[][] basis = new double[dimensions][width];
    SplittableRandom random = new SplittableRandom(SEED);
    for (double[] row : basis) {
      for (int c = 0; c < width; c++) {
        row[c] = random.nextDouble(-1, 1);
      }
    }
    SymmetricMatrix.orthonormalize(basis);
    return basis;
  }

  private static double sum(double[] values, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += values[k];
    }
    return sum;
  }

  /** Coordinates of a point along the directions. */
  public float[] project(float[] point) {
    float[] coordinates = new float[directions.length];
    for (int k = 0; k < coordinates.length; k++) {
      double sum = 0;
      for (int d = 0; d < point.length; d++) {
        sum += (point[d] - mean[d]) * directions[k][d];
      }
      coordinates[k] = (float) sum;
    }
    return coordinates;
  }

  /** Part of the variance that is along a direction, in [0, 1]. */
  public double share(int component) {
    return totalVariance > 0 ? variances[component] / totalVariance : 0;
  }

  private static double[] mean(float[][] points) {
    double[] mean = new double[points[0].length];
    for (float[] point : points) {
      for (int d = 0; d < mean.length; d++) {
        mean[d] += point[d] / points.length;
      }
    }
    return mean;
  }

  private static double totalVariance(float[][] points, double[] mean) {
    double sum = 0;
    for (float[] point : points) {
      for (int d = 0; d < mean.length; d++) {
        sum += (point[d] - mean[d]) * (point[d] - mean[d]);
      }
    }
    return sum / Math.max(1, points.length - 1);
  }

  /** Centered points times {@code basis}: [points, columns]. */
  private static double[][] product(float[][] points, double[] mean, double[][] basis) {
    int columns = basis[0].length;
    double[] shift = new double[columns];
    for (int d = 0; d < mean.length; d++) {
      addScaled(mean[d], basis[d], shift);
    }
    double[][] product = new double[points.length][columns];
    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        // Most of an image is background.
        if (points[i][d] != 0) {
          addScaled(points[i][d], basis[d], product[i]);
        }
      }
      addScaled(-1, shift, product[i]);
    }
    return product;
  }

  /** Centered points, transposed, times {@code factors}: [dimensions, columns]. */
  private static double[][] transposedProduct(float[][] points, double[] mean, double[][] factors) {
    double[] sum = new double[factors[0].length];
    double[][] product = new double[mean.length][sum.length];
    for (int i = 0; i < points.length; i++) {
      addScaled(1, factors[i], sum);
      for (int d = 0; d < mean.length; d++) {
        if (points[i][d] != 0) {
          addScaled(points[i][d], factors[i], product[d]);
        }
      }
    }
    for (int d = 0; d < mean.length; d++) {
      addScaled(-mean[d], sum, product[d]);
    }
    return product;
  }

  private static void addScaled(double factor, double[] values, double[] target) {
    for (int c = 0; c < values.length; c++) {
      target[c] += factor * values[c];
    }
  }

  /** Turns a direction so that its entry of largest magnitude is positive. */
  private static void point(double[] direction) {
    double largest = 0;
    for (double value : direction) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    for (int d = 0; d < direction.length && largest < 0; d++) {
      direction[d] = -direction[d];
    }
  }
}
