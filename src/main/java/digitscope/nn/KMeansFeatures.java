package digitscope.nn;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How near an image is to each of K mean images c: y_k = max(0, Σ_j z_j / K − z_k) with the
 * distance z_k = ‖x − c_k‖. This is the "triangle" encoding of Coates, Lee and Ng (2011), "An
 * analysis of single-layer networks in unsupervised feature learning".
 *
 * <p>The means are the layer's statistics, [cluster, height, width, channels], and behind them
 * their squared norms. {@link Network#fit} finds them before the first step; training does not
 * change them.
 */
public final class KMeansFeatures extends SimpleLayer {
  /** Below this distance the direction to a mean is not defined. */
  private static final double NOTHING = 1e-9;

  private final int clusters;
  private final int size;

  public KMeansFeatures(MapShape input, int clusters) {
    super(input, MapShape.vector(clusters));
    this.clusters = clusters;
    this.size = input.size();
  }

  @Override
  public int statisticCount() {
    return clusters * (size + 1);
  }

  /** The layer's statistics for means that k-means found. */
  float[] statistics(float[] means) {
    float[] statistics = new float[statisticCount()];
    System.arraycopy(means, 0, statistics, 0, means.length);
    for (int k = 0; k < clusters; k++) {
      double squares = 0;
      for (int i = k * size; i < (k + 1) * size; i++) {
        squares += (double) means[i] * means[i];
      }
      statistics[clusters * size + k] = (float) squares;
    }
    return statistics;
  }

  @Override
  Runnable forward(Binding binding) {
    Distances distances = new Distances(binding);
    Values output = Values.of(binding.output());
    return () -> {
      distances.update();
      for (int n = 0; n < binding.batch(); n++) {
        double mean = distances.read(n);
        for (int k = 0; k < clusters; k++) {
          output.set((long) n * clusters + k, Math.max(0, mean - distances.row[k]));
        }
      }
    };
  }

  /** With z as above and [·] for 1 where y is positive: ∂L/∂z_k = Σ_j [y_j] g_j / K − [y_k] g_k. */
  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    Distances distances = new Distances(binding);
    INDArray factors = binding.buffers().zeros(binding.batch(), clusters);
    Values factor = Values.of(factors);
    Values gradient = Values.of(gradients.output());
    INDArray dx = matrix(gradients.requiredInput());
    Values inputGradient = Values.of(dx);
    Operation product =
        binding.operation("matmul", List.of(factors, distances.means), dx).integers(0, 0, 0);
    double[] sums = new double[binding.batch()];
    return () -> {
      distances.update();
      for (int n = 0; n < binding.batch(); n++) {
        sums[n] = factors(n, distances, gradient, factor);
      }
      product.run();
      for (int n = 0; n < binding.batch(); n++) {
        for (long i = (long) n * size; i < (n + 1L) * size; i++) {
          inputGradient.set(i, sums[n] * distances.input.get(i) - inputGradient.get(i));
        }
      }
    };
  }

  /** Sets ∂L/∂z_k / z_k of an image for every k, and gives their sum. */
  private double factors(int n, Distances distances, Values gradient, Values factor) {
    double mean = distances.read(n);
    double shared = 0;
    for (int k = 0; k < clusters; k++) {
      shared += distances.row[k] < mean ? gradient.get((long) n * clusters + k) / clusters : 0;
    }
    double sum = 0;
    for (int k = 0; k < clusters; k++) {
      long at = (long) n * clusters + k;
      double own = distances.row[k] < mean ? gradient.get(at) : 0;
      double value = distances.row[k] < NOTHING ? 0 : (shared - own) / distances.row[k];
      factor.set(at, value);
      sum += value;
    }
    return sum;
  }

  private static INDArray part(INDArray vector, long from, int rows, int columns) {
    return vector
        .get(NDArrayIndex.interval(from, from + (long) rows * columns))
        .reshape('c', rows, columns);
  }

  private INDArray matrix(INDArray images) {
    return images.reshape('c', images.size(0), size);
  }

  /** The distances of a batch of images from the means, from ‖x‖² − 2 x·c + ‖c‖². */
  private final class Distances {
    final INDArray means;
    final Values input;
    final double[] row = new double[clusters];

    private final Values norms;
    private final Values products;
    private final Operation product;
    private final double[] image = new double[size];

    Distances(Binding binding) {
      INDArray statistics = Binding.required(binding.statistics());
      this.means = part(statistics, 0, clusters, size);
      this.norms = Values.of(part(statistics, (long) clusters * size, 1, clusters));
      this.input = Values.of(binding.input());
      INDArray results = binding.buffers().zeros(binding.batch(), clusters);
      this.products = Values.of(results);
      this.product =
          binding
              .operation("matmul", List.of(matrix(binding.input()), means), results)
              .integers(0, 1, 0);
    }

    void update() {
      product.run();
    }

    /** Fills {@link #row} with the distances of an image and gives their mean. */
    double read(int n) {
      input.read((long) n * size, image, size);
      double squares = 0;
      for (double x : image) {
        squares += x * x;
      }
      double sum = 0;
      for (int k = 0; k < clusters; k++) {
        double product = products.get((long) n * clusters + k);
        row[k] = Math.sqrt(Math.max(0, squares - 2 * product + norms.get(k)));
        sum += row[k];
      }
      return sum / clusters;
    }
  }
}
