package digitscope.nn;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Finds the K means around which points lie: Lloyd (1982), begun with the points that the method of
 * Arthur and Vassilvitskii (2007), "k-means++", draws.
 */
final class KMeans {
  private static final int MOST_ITERATIONS = 30;

  private final float[] points;
  private final int count;
  private final int size;
  private final int clusters;
  private final SplittableRandom random;

  /** The means the other way round: [size, clusters]. */
  private final float[] columns;

  /** Of one point with all means. */
  private final float[] products;

  private final float[] means;
  private final double[] norms;
  private final int[] nearest;
  private final double[] distances;

  /**
   * @param points one after the other, at least one
   * @param size values of a point
   * @param clusters K
   */
  KMeans(float[] points, int size, int clusters, long seed) {
    this.points = points;
    this.size = size;
    this.count = points.length / size;
    this.clusters = clusters;
    this.random = new SplittableRandom(seed);
    this.columns = new float[size * clusters];
    this.products = new float[clusters];
    this.means = new float[clusters * size];
    this.norms = new double[clusters];
    this.nearest = new int[count];
    this.distances = new double[count];
  }

  /** The means, one after the other. */
  float[] run() {
    seed();
    return refine();
  }

  /** The means that are found from some to begin with. */
  float[] run(float[] initial) {
    System.arraycopy(initial, 0, means, 0, means.length);
    return refine();
  }

  private float[] refine() {
    boolean moved = true;
    for (int i = 0; i < MOST_ITERATIONS && moved; i++) {
      moved = assign();
      average();
    }
    return means;
  }

  /** Each mean begins as a point, drawn with the square of its distance to those before it. */
  private void seed() {
    Arrays.fill(distances, Double.MAX_VALUE);
    int chosen = random.nextInt(count);
    for (int k = 0; k < clusters; k++) {
      System.arraycopy(points, chosen * size, means, k * size, size);
      double sum = 0;
      for (int n = 0; n < count; n++) {
        distances[n] = Math.min(distances[n], distance(n, chosen));
        sum += distances[n];
      }
      chosen = draw(sum);
    }
  }

  private int draw(double sum) {
    double left = random.nextDouble() * sum;
    int n = 0;
    while (n < count - 1 && left >= distances[n]) {
      left -= distances[n++];
    }
    return n;
  }

  /** Squared distance of two points. */
  private double distance(int a, int b) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double difference = points[a * size + i] - points[b * size + i];
      sum += difference * difference;
    }
    return sum;
  }

  /** Finds the nearest mean of every point; whether any has changed. */
  private boolean assign() {
    for (int k = 0; k < clusters; k++) {
      norms[k] = 0;
      for (int i = 0; i < size; i++) {
        float value = means[k * size + i];
        norms[k] += (double) value * value;
        columns[i * clusters + k] = value;
      }
    }
    boolean changed = false;
    for (int n = 0; n < count; n++) {
      multiply(n);
      int best = 0;
      for (int k = 1; k < clusters; k++) {
        best = score(k) < score(best) ? k : best;
      }
      changed |= nearest[n] != best;
      nearest[n] = best;
    }
    return changed;
  }

  /** The products of a point with all means; most of a drawing is 0. */
  private void multiply(int n) {
    Arrays.fill(products, 0);
    for (int i = 0; i < size; i++) {
      float value = points[n * size + i];
      int from = i * clusters;
      for (int k = 0; value != 0 && k < clusters; k++) {
        products[k] += value * columns[from + k];
      }
    }
  }

  /** Squared distance of the point from a mean, less the point's own square. */
  private double score(int k) {
    return norms[k] - 2 * products[k];
  }

  /** Each mean becomes that of its points; one without any stays. */
  private void average() {
    double[] sums = new double[clusters * size];
    int[] members = new int[clusters];
    for (int n = 0; n < count; n++) {
      members[nearest[n]]++;
      for (int i = 0; i < size; i++) {
        sums[nearest[n] * size + i] += points[n * size + i];
      }
    }
    for (int k = 0; k < clusters; k++) {
      for (int i = k * size; members[k] > 0 && i < (k + 1) * size; i++) {
        means[i] = (float) (sums[i] / members[k]);
      }
    }
  }
}
