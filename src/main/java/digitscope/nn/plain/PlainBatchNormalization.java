package digitscope.nn.plain;

import digitscope.nn.BatchNormalization;
import digitscope.nn.SharedSums;
import java.util.Arrays;

/**
 * Each channel normalized, then scaled and shifted. With m values a channel in the whole
 * mini-batch:
 *
 * <pre>
 * μ  = Σ x / m,   σ² = Σ x² / m − μ²           in training; else the running statistics
 * x̂  = (x − μ) / √(σ² + ε)
 * y  = γ x̂ + β
 *
 * ∂L/∂β = Σ ∂L/∂y,   ∂L/∂γ = Σ x̂ ∂L/∂y
 * ∂L/∂x = γ / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / m)      without (…) / m if not in training
 * </pre>
 *
 * The sums go over all slices of the mini-batch. Parameters: all γ, then all β; statistics: all μ,
 * then all σ², as σ² m / (m − 1).
 */
final class PlainBatchNormalization implements PlainLayer {
  private final int channels;

  /** m, then Σ x, then Σ x² of each slice. */
  private final SharedSums.Table moments;

  /** Σ ∂L/∂y, then Σ x̂ ∂L/∂y of each slice. */
  private final SharedSums.Table gradientSums;

  private double m;
  private final double[] mean;
  private final double[] variance;

  PlainBatchNormalization(BatchNormalization layer, SharedSums.View sums) {
    this.channels = layer.input().channels();
    this.moments = sums.table(1 + 2 * channels);
    this.gradientSums = sums.table(2 * channels);
    this.mean = new double[channels];
    this.variance = new double[channels];
  }

  @Override
  public boolean sharesSums() {
    return true;
  }

  @Override
  public void shareForward(Pass pass) {
    double[] own = moments.own();
    Arrays.fill(own, 0);
    own[0] = (double) pass.x().length / channels;
    for (int k = 0; k < pass.x().length; k++) {
      double x = pass.x()[k];
      own[1 + k % channels] += x;
      own[1 + channels + k % channels] += x * x;
    }
  }

  @Override
  public void forward(Pass pass) {
    if (pass.noise().isOn()) {
      double[] sums = sum(moments);
      m = sums[0];
      for (int c = 0; c < channels; c++) {
        mean[c] = sums[1 + c] / m;
        variance[c] = Math.max(0, sums[1 + channels + c] / m - mean[c] * mean[c]);
      }
    } else {
      m = (double) pass.x().length / channels;
      System.arraycopy(pass.statistics(), 0, mean, 0, channels);
      System.arraycopy(pass.statistics(), channels, variance, 0, channels);
    }
    double[] gamma = pass.parameters();
    for (int k = 0; k < pass.x().length; k++) {
      int c = k % channels;
      pass.y()[k] = gamma[c] * normalized(pass, k) + gamma[channels + c];
    }
  }

  /** x̂. */
  private double normalized(Pass pass, int k) {
    int c = k % channels;
    return (pass.x()[k] - mean[c]) / deviation(c);
  }

  private double deviation(int c) {
    return Math.sqrt(variance[c] + BatchNormalization.EPSILON);
  }

  @Override
  public void shareBackward(Pass pass, Gradients gradients) {
    double[] own = gradientSums.own();
    Arrays.fill(own, 0);
    for (int k = 0; k < pass.x().length; k++) {
      own[k % channels] += gradients.dy()[k];
      own[channels + k % channels] += normalized(pass, k) * gradients.dy()[k];
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    double[] all = sum(gradientSums);
    for (int c = 0; c < channels; c++) {
      gradients.parameters()[c] = gradientSums.own()[channels + c];
      gradients.parameters()[channels + c] = gradientSums.own()[c];
      gradients.statistics()[c] = mean[c];
      gradients.statistics()[channels + c] = variance[c] * m / Math.max(1, m - 1);
    }
    for (int k = 0; k < pass.x().length; k++) {
      int c = k % channels;
      double throughStatistics =
          pass.noise().isOn() ? (all[c] + normalized(pass, k) * all[channels + c]) / m : 0;
      gradients.dx()[k] =
          pass.parameters()[c] / deviation(c) * (gradients.dy()[k] - throughStatistics);
    }
  }

  private static double[] sum(SharedSums.Table table) {
    double[] sum = new double[table.own().length];
    for (double[] slice : table.rows()) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += slice[i];
      }
    }
    return sum;
  }
}
