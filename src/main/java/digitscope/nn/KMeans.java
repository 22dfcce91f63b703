package digitscope.nn;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the K means around which points lie: Lloyd (1982), begun with the points that the method of
 * Arthur and Vassilvitskii (2007), "k-means++", draws.
 */
final class KMeans implements AutoCloseable {
  private static final int MOST_ITERATIONS = 30;

  private final float[] points;
  private final int count;
  private final int size;
  private final int clusters;
  private final SplittableRandom random;
  private final Buffers buffers = new Buffers(DataType.FLOAT);
  private final Values meanValues;
  private final Values products;
  private final Operation product;
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
    INDArray pointMatrix = buffers.zeros(count, size);
    Values.of(pointMatrix).write(points);
    INDArray meanMatrix = buffers.zeros(clusters, size);
    this.meanValues = Values.of(meanMatrix);
    INDArray results = buffers.zeros(count, clusters);
    this.products = Values.of(results);
    this.product =
        buffers
            .operation("matmul", List.of(pointMatrix, meanMatrix), List.of(results))
            .integers(0, 1, 0);
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
    meanValues.write(means);
    for (int k = 0; k < clusters; k++) {
      norms[k] = 0;
      for (int i = k * size; i < (k + 1) * size; i++) {
        norms[k] += (double) means[i] * means[i];
      }
    }
    product.run();
    boolean changed = false;
    for (int n = 0; n < count; n++) {
      int best = 0;
      for (int k = 0; k < clusters; k++) {
        best = score(n, k) < score(n, best) ? k : best;
      }
      changed |= nearest[n] != best;
      nearest[n] = best;
    }
    return changed;
  }

  /** Squared distance of a point from a mean, less the point's own square. */
  private double score(int n, int k) {
    return norms[k] - 2 * products.get((long) n * clusters + k);
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

  @Override
  public void close() {
    buffers.close();
  }
}
