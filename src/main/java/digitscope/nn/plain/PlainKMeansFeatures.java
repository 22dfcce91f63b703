package digitscope.nn.plain;

import digitscope.nn.KMeansFeatures;

/**
 * How near an image is to each of K means c_k, as "triangle" features. With the distances z_k and
 * [y_k > 0] for 1 where that holds, else 0:
 *
 * <pre>
 * z_k = ‖x − c_k‖
 * y_k = max(0, Σ_j z_j / K − z_k)
 *
 * ∂L/∂z_k = Σ_j [y_j > 0] ∂L/∂y_j / K − [y_k > 0] ∂L/∂y_k
 * ∂L/∂x   = Σ_k ∂L/∂z_k · (x − c_k) / z_k
 * </pre>
 *
 * The means are the statistics, [K, values of an image]; what lies behind them is not needed here.
 */
final class PlainKMeansFeatures implements PlainLayer {
  private final int clusters;
  private final int size;

  PlainKMeansFeatures(KMeansFeatures layer) {
    this.clusters = layer.output().size();
    this.size = layer.input().size();
  }

  @Override
  public void forward(Pass pass) {
    for (int n = 0; n < pass.batch(); n++) {
      double[] z = distances(pass, n);
      for (int k = 0; k < clusters; k++) {
        pass.y()[n * clusters + k] = Math.max(0, mean(z) - z[k]);
      }
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    for (int n = 0; n < pass.batch(); n++) {
      double[] z = distances(pass, n);
      double shared = 0;
      for (int k = 0; k < clusters; k++) {
        shared += positiveGradient(pass, gradients, n, k) / clusters;
      }
      for (int k = 0; k < clusters; k++) {
        double dz = shared - positiveGradient(pass, gradients, n, k);
        for (int i = 0; i < size && z[k] > 0; i++) {
          double direction = (pass.x()[n * size + i] - pass.statistics()[k * size + i]) / z[k];
          gradients.dx()[n * size + i] += dz * direction;
        }
      }
    }
  }

  /** [y_k > 0] ∂L/∂y_k. */
  private double positiveGradient(Pass pass, Gradients gradients, int n, int k) {
    return pass.y()[n * clusters + k] > 0 ? gradients.dy()[n * clusters + k] : 0;
  }

  private double[] distances(Pass pass, int n) {
    double[] z = new double[clusters];
    for (int k = 0; k < clusters; k++) {
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double difference = pass.x()[n * size + i] - pass.statistics()[k * size + i];
        squares += difference * difference;
      }
      z[k] = Math.sqrt(squares);
    }
    return z;
  }

  private static double mean(double[] z) {
    double sum = 0;
    for (double distance : z) {
      sum += distance;
    }
    return sum / z.length;
  }
}
