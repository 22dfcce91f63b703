package digitscope.nn.loops;

import static digitscope.nn.BatchNormalization.EPSILON;

import digitscope.nn.BatchNormalization;
import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.Meeting;
import digitscope.nn.Noise;
import digitscope.nn.Passes;
import digitscope.nn.SharedSums;
import digitscope.nn.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@link BatchNormalization} over a mini-batch that is computed in slices. */
final class BatchNormalizationLoops implements Implementation {
  private final int channels;
  private final int area;

  BatchNormalizationLoops(BatchNormalization layer) {
    this.channels = layer.input().channels();
    this.area = layer.input().area();
  }

  @Override
  public boolean canShareGradients() {
    return true;
  }

  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    Scaling scaling = new Scaling(binding);
    Values output = binding.output();
    Meeting forward = new Meeting(scaling::measure, () -> scaling.apply(output));
    if (gradients == null) {
      return new Passes(forward, null);
    }
    Backward backward = new Backward(scaling, binding.sums(), gradients);
    return new Passes(forward, new Meeting(backward::sum, backward::apply));
  }

  /** What the values are multiplied with, and by which mean and variance. */
  private final class Scaling {
    final Columns columns;
    final Values input;

    /** Number of places in all images of the mini-batch. */
    double rows;

    final double[] mean = new double[channels];
    final double[] variance = new double[channels];

    /** γ / √(σ² + ε). */
    final double[] factor = new double[channels];

    private final long ownRows;

    /** Number of places, then all means, then all sums of squared distances from them. */
    private final SharedSums.Table moments;

    private final double[] shift = new double[channels];
    private final double[] sum = new double[channels];
    private final double[] squares = new double[channels];

    /** γ, then β. */
    private final double[] parameters = new double[2 * channels];

    private final Noise noise;
    private final Values parameterValues;
    private final Values statistics;

    Scaling(Binding binding) {
      this.ownRows = (long) binding.batch() * area;
      this.columns = Columns.of(binding.input().precision(), ownRows, channels);
      this.input = binding.input();
      this.moments = binding.sums().table(1 + 2 * channels);
      this.noise = binding.noise();
      this.parameterValues = Binding.required(binding.parameters());
      this.statistics = Binding.required(binding.statistics());
    }

    boolean isOfBatch() {
      return noise.isOn();
    }

    /** Tells the others the moments of this slice. */
    void measure() {
      if (!isOfBatch()) {
        return;
      }
      statistics.read(0, shift, channels);
      columns.moments(input, shift, sum, squares);
      if (isShiftFar()) {
        for (int c = 0; c < channels; c++) {
          shift[c] += sum[c] / ownRows;
        }
        columns.moments(input, shift, sum, squares);
      }
      double[] own = moments.own();
      own[0] = ownRows;
      for (int c = 0; c < channels; c++) {
        double distance = sum[c] / ownRows;
        own[1 + c] = shift[c] + distance;
        own[1 + channels + c] = Math.max(0, squares[c] - sum[c] * distance);
      }
    }

    /** Whether a mean is so far from the shift that the squares lose digits. */
    private boolean isShiftFar() {
      for (int c = 0; c < channels; c++) {
        double distance = sum[c] / ownRows;
        if (2 * distance * distance > squares[c] / ownRows + EPSILON) {
          return true;
        }
      }
      return false;
    }

    void apply(Values output) {
      if (isOfBatch()) {
        join();
      } else {
        rows = ownRows;
        statistics.read(0, mean, channels);
        statistics.read(channels, variance, channels);
      }
      parameterValues.read(0, parameters, 2 * channels);
      for (int c = 0; c < channels; c++) {
        factor[c] = parameters[c] / Math.sqrt(variance[c] + EPSILON);
        shift[c] = parameters[channels + c] - mean[c] * factor[c];
      }
      columns.scale(input, factor, shift, output);
    }

    /** Joins the moments of all slices. */
    private void join() {
      rows = 0;
      Arrays.fill(mean, 0);
      Arrays.fill(variance, 0);
      for (double[] slice : moments.rows()) {
        double joint = rows + slice[0];
        for (int c = 0; c < channels; c++) {
          double distance = slice[1 + c] - mean[c];
          mean[c] += distance * slice[0] / joint;
          variance[c] += slice[1 + channels + c] + distance * distance * rows * slice[0] / joint;
        }
        rows = joint;
      }
      for (int c = 0; c < channels; c++) {
        variance[c] /= rows;
      }
    }
  }

  /**
   * With x̂ = (x − μ) / √(σ² + ε) and n places: ∂L/∂β = Σ ∂L/∂y, ∂L/∂γ = Σ x̂ ∂L/∂y, and ∂L/∂x = γ
   * / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / n), without what is divided by n where μ and σ² are
   * fixed. The sums in ∂L/∂x go over the whole mini-batch.
   */
  private final class Backward {
    private final Scaling scaling;

    /** All Σ ∂L/∂y, then all Σ (x − μ) ∂L/∂y. */
    private final SharedSums.Table sums;

    private final Values outputGradient;
    private final @Nullable Values inputGradient;
    private final Values parameterGradient;
    private final Values statistics;
    private final double[] gradientSum = new double[channels];
    private final double[] product = new double[channels];
    private final double[] inputFactor = new double[channels];
    private final double[] constant = new double[channels];

    Backward(Scaling scaling, SharedSums.View shared, Binding.Gradients gradients) {
      this.scaling = scaling;
      this.sums = shared.table(2 * channels);
      this.outputGradient = gradients.output();
      this.inputGradient = gradients.input();
      this.parameterGradient = Binding.required(gradients.parameters());
      this.statistics = Binding.required(gradients.statistics());
    }

    /** Finds this slice's part of the parameters' gradient, and tells it the others. */
    void sum() {
      scaling.columns.products(outputGradient, scaling.input, scaling.mean, gradientSum, product);
      double rows = scaling.rows;
      for (int c = 0; c < channels; c++) {
        sums.own()[c] = gradientSum[c];
        sums.own()[channels + c] = product[c];
        parameterGradient.set(c, inverseDeviation(c) * product[c]);
        parameterGradient.set(channels + c, gradientSum[c]);
        statistics.set(c, scaling.mean[c]);
        statistics.set(channels + c, scaling.variance[c] * rows / Math.max(1, rows - 1));
      }
    }

    private double inverseDeviation(int channel) {
      return 1 / Math.sqrt(scaling.variance[channel] + EPSILON);
    }

    void apply() {
      if (inputGradient == null) {
        return;
      }
      Arrays.fill(inputFactor, 0);
      Arrays.fill(constant, 0);
      if (scaling.isOfBatch()) {
        goThroughStatistics();
      }
      scaling.columns.combine(
          outputGradient, scaling.factor, scaling.input, inputFactor, constant, inputGradient);
    }

    private void goThroughStatistics() {
      Arrays.fill(gradientSum, 0);
      Arrays.fill(product, 0);
      for (double[] slice : sums.rows()) {
        for (int c = 0; c < channels; c++) {
          gradientSum[c] += slice[c];
          product[c] += slice[channels + c];
        }
      }
      for (int c = 0; c < channels; c++) {
        double share = -scaling.factor[c] / scaling.rows;
        inputFactor[c] = share * product[c] / (scaling.variance[c] + EPSILON);
        constant[c] = share * gradientSum[c] - inputFactor[c] * scaling.mean[c];
      }
    }
  }
}
