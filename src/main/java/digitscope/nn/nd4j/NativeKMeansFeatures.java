package digitscope.nn.nd4j;

import static digitscope.nn.KMeansFeatures.NOTHING;

import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.KMeansFeatures;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link KMeansFeatures} by {@code matmul} and loops. */
final class NativeKMeansFeatures implements Implementation {
  private final int clusters;
  private final int size;

  NativeKMeansFeatures(KMeansFeatures layer) {
    this.clusters = layer.output().size();
    this.size = layer.input().size();
  }

  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    return new Passes(forward(binding), gradients == null ? null : backward(binding, gradients));
  }

  private Runnable forward(Binding binding) {
    Distances distances = new Distances(binding);
    Values output = binding.output();
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

  /** With z as there and [·] for 1 where y is positive: ∂L/∂z_k = Σ_j [y_j] g_j / K − [y_k] g_k. */
  private Runnable backward(Binding binding, Binding.Gradients gradients) {
    NativeMemory memory = NativeMemory.of(binding);
    Distances distances = new Distances(binding);
    INDArray factors = memory.create(binding.batch(), clusters);
    Values factor = memory.values(factors);
    Values gradient = gradients.output();
    Values inputGradient = gradients.requiredInput();
    INDArray dx = memory.array(inputGradient, binding.batch(), size);
    Operation product =
        memory
            .operation("matmul", List.of(factors, distances.means), List.of(dx))
            .integers(0, 0, 0);
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

  /** The distances of a batch of images from the means, from ‖x‖² − 2 x·c + ‖c‖². */
  private final class Distances {
    final INDArray means;
    final Values input;
    final double[] row = new double[clusters];

    private final Parameters statistics;
    private final Values norms;
    private final Values products;
    private final Operation product;
    private final double[] image = new double[size];

    Distances(Binding binding) {
      NativeMemory memory = NativeMemory.of(binding);
      this.statistics = Parameters.ofStatistics(binding);
      this.means = statistics.part(0, clusters, size);
      this.norms = Binding.required(binding.statistics()).part((long) clusters * size, clusters);
      this.input = binding.input();
      INDArray results = memory.create(binding.batch(), clusters);
      this.products = memory.values(results);
      INDArray x = memory.array(input, binding.batch(), size);
      this.product =
          memory.operation("matmul", List.of(x, means), List.of(results)).integers(0, 1, 0);
    }

    void update() {
      statistics.update();
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
