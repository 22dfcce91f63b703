package digitscope.nn.loops;

import static digitscope.nn.GroupNormalization.EPSILON;

import digitscope.nn.Binding;
import digitscope.nn.GroupNormalization;
import digitscope.nn.Implementation;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@link GroupNormalization}, image by image. */
final class GroupNormalizationLoops implements Implementation {
  private final int channels;
  private final int groups;
  private final int size;
  private final int[] groupOfChannel;

  GroupNormalizationLoops(GroupNormalization layer) {
    this.channels = layer.input().channels();
    this.groups = layer.groups();
    this.size = layer.input().size();
    this.groupOfChannel = IntStream.range(0, channels).map(c -> c * groups / channels).toArray();
  }

  @Override
  public boolean canShareGradients() {
    return true;
  }

  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    return new Passes(forward(binding), gradients == null ? null : backward(binding, gradients));
  }

  private Runnable forward(Binding binding) {
    Moments moments = new Moments(binding);
    Values output = binding.output();
    double[] y = new double[size];
    return () -> {
      double[] gamma = moments.parameters();
      for (int n = 0; n < binding.batch(); n++) {
        moments.normalize(n);
        for (int k = 0; k < size; k++) {
          int c = k % channels;
          y[k] = gamma[c] * moments.normalized[k] + gamma[channels + c];
        }
        output.write((long) n * size, y, size);
      }
    };
  }

  /**
   * With x̂ = (x − μ) / √(σ² + ε) and means over a group: ∂L/∂β = Σ ∂L/∂y, ∂L/∂γ = Σ x̂ ∂L/∂y, and
   * ∂L/∂x = (γ ∂L/∂y − mean(γ ∂L/∂y) − x̂ mean(γ x̂ ∂L/∂y)) / √(σ² + ε).
   */
  private Runnable backward(Binding binding, Binding.Gradients gradients) {
    Moments moments = new Moments(binding);
    Values outputGradient = gradients.output();
    Values inputGradient = gradients.input();
    Values parameterGradient = Binding.required(gradients.parameters());
    double[] dy = new double[size];
    double[] sums = new double[2 * channels];
    return () -> {
      double[] gamma = moments.parameters();
      Arrays.fill(sums, 0);
      for (int n = 0; n < binding.batch(); n++) {
        moments.normalize(n);
        outputGradient.read((long) n * size, dy, size);
        for (int k = 0; k < size; k++) {
          int c = k % channels;
          sums[c] += moments.normalized[k] * dy[k];
          sums[channels + c] += dy[k];
          dy[k] *= gamma[c];
        }
        if (inputGradient != null) {
          moments.goThrough(dy);
          inputGradient.write((long) n * size, dy, size);
        }
      }
      parameterGradient.write(0, sums, sums.length);
    };
  }

  /** What is known of the groups of one image. */
  private final class Moments {
    /** x̂, as [height, width, channels]. */
    final double[] normalized = new double[size];

    private final Values input;
    private final Values parameters;
    private final double[] gamma = new double[2 * channels];
    private final double[] mean = new double[groups];
    private final double[] product = new double[groups];

    /** √(σ² + ε). */
    private final double[] deviation = new double[groups];

    Moments(Binding binding) {
      this.input = binding.input();
      this.parameters = Binding.required(binding.parameters());
    }

    /** All γ, then all β. */
    double[] parameters() {
      parameters.read(0, gamma, gamma.length);
      return gamma;
    }

    void normalize(int image) {
      input.read((long) image * normalized.length, normalized, normalized.length);
      Arrays.fill(mean, 0);
      Arrays.fill(deviation, 0);
      for (int k = 0; k < normalized.length; k++) {
        mean[group(k)] += normalized[k] / groupSize();
      }
      for (int k = 0; k < normalized.length; k++) {
        normalized[k] -= mean[group(k)];
        deviation[group(k)] += normalized[k] * normalized[k];
      }
      for (int g = 0; g < groups; g++) {
        deviation[g] = Math.sqrt(deviation[g] / groupSize() + EPSILON);
      }
      for (int k = 0; k < normalized.length; k++) {
        normalized[k] /= deviation[group(k)];
      }
    }

    /** Turns a gradient for x̂ into one for x. */
    void goThrough(double[] gradient) {
      Arrays.fill(mean, 0);
      Arrays.fill(product, 0);
      for (int k = 0; k < gradient.length; k++) {
        mean[group(k)] += gradient[k] / groupSize();
        product[group(k)] += gradient[k] * normalized[k] / groupSize();
      }
      for (int k = 0; k < gradient.length; k++) {
        int g = group(k);
        gradient[k] = (gradient[k] - mean[g] - normalized[k] * product[g]) / deviation[g];
      }
    }

    private int group(int k) {
      return groupOfChannel[k % channels];
    }

    private double groupSize() {
      return (double) normalized.length / groups;
    }
  }
}
