package digitscope.nn.plain;

import digitscope.nn.GroupNormalization;

/**
 * The channels of each image in groups, each normalized, then scaled and shifted by channel. With m
 * values in a group g, over all its channels and places:
 *
 * <pre>
 * μ[n, g]  = Σ x / m,   σ²[n, g] = Σ (x − μ)² / m
 * x̂  = (x − μ) / √(σ² + ε)
 * y  = γ[c] x̂ + β[c]
 *
 * ∂L/∂β[c] = Σ ∂L/∂y,   ∂L/∂γ[c] = Σ x̂ ∂L/∂y       over all images and places
 * ∂L/∂x    = (γ ∂L/∂y − Σ γ ∂L/∂y / m − x̂ Σ γ x̂ ∂L/∂y / m) / √(σ² + ε)       Σ over the group
 * </pre>
 *
 * Parameters: all γ, then all β.
 */
final class PlainGroupNormalization implements PlainLayer {
  private final int channels;
  private final int groups;
  private final int size;

  /** Values in a group. */
  private final int m;

  PlainGroupNormalization(GroupNormalization layer) {
    this.channels = layer.input().channels();
    this.groups = layer.groups();
    this.size = layer.input().size();
    this.m = size / groups;
  }

  @Override
  public void forward(Pass pass) {
    double[] gamma = pass.parameters();
    double[] mean = means(pass);
    double[] deviation = deviations(pass, mean);
    for (int k = 0; k < pass.x().length; k++) {
      double normalized = (pass.x()[k] - mean[group(k)]) / deviation[group(k)];
      pass.y()[k] = gamma[k % channels] * normalized + gamma[channels + k % channels];
    }
  }

  @Override
  public void backward(Pass pass, Gradients gradients) {
    double[] gamma = pass.parameters();
    double[] mean = means(pass);
    double[] deviation = deviations(pass, mean);
    double[] sum = new double[pass.batch() * groups];
    double[] product = new double[pass.batch() * groups];
    for (int k = 0; k < pass.x().length; k++) {
      int c = k % channels;
      double normalized = (pass.x()[k] - mean[group(k)]) / deviation[group(k)];
      double dy = gradients.dy()[k];
      gradients.parameters()[c] += normalized * dy;
      gradients.parameters()[channels + c] += dy;
      sum[group(k)] += gamma[c] * dy;
      product[group(k)] += gamma[c] * normalized * dy;
    }
    for (int k = 0; k < pass.x().length; k++) {
      int g = group(k);
      double normalized = (pass.x()[k] - mean[g]) / deviation[g];
      gradients.dx()[k] =
          (gamma[k % channels] * gradients.dy()[k] - sum[g] / m - normalized * product[g] / m)
              / deviation[g];
    }
  }

  private double[] means(Pass pass) {
    double[] mean = new double[pass.batch() * groups];
    for (int k = 0; k < pass.x().length; k++) {
      mean[group(k)] += pass.x()[k] / m;
    }
    return mean;
  }

  /** √(σ² + ε). */
  private double[] deviations(Pass pass, double[] mean) {
    double[] deviation = new double[mean.length];
    for (int k = 0; k < pass.x().length; k++) {
      double distance = pass.x()[k] - mean[group(k)];
      deviation[group(k)] += distance * distance / m;
    }
    for (int g = 0; g < deviation.length; g++) {
      deviation[g] = Math.sqrt(deviation[g] + GroupNormalization.EPSILON);
    }
    return deviation;
  }

  /** Which group of which image value k of a batch is in. */
  private int group(int k) {
    return k / size * groups + k % channels * groups / channels;
  }
}
