package digitscope.nn;

import org.jspecify.annotations.Nullable;

/**
 * Each channel normalised to mean 0 and variance 1, then scaled and shifted: y = γ (x − μ) / √(σ² +
 * ε) + β. Ioffe and Szegedy (2015).
 *
 * <p>In training μ and σ² are those of the images that are computed together, over all their
 * places; an {@link Execution} of a part of a mini-batch takes those of that part, the "ghost
 * batches" of Hoffer, Hubara and Soudry (2017). Otherwise they are the running means of those,
 * which are the layer's statistics: all μ, then all σ², the latter with Bessel's correction.
 *
 * <p>The parameters are all γ, then all β; none counts as a weight, so none is regularised.
 */
public final class BatchNormalisation extends SimpleLayer {
  /** ε, as in most programs. */
  public static final double EPSILON = 1e-5;

  private final int channels;

  public BatchNormalisation(MapShape shape) {
    super(shape, shape);
    this.channels = shape.channels();
  }

  @Override
  public int biasCount() {
    return 2 * channels;
  }

  @Override
  public int statisticCount() {
    return 2 * channels;
  }

  @Override
  boolean hasRunningStatistics() {
    return true;
  }

  @Override
  void initialise(float[] values, int parameters, int statistics) {
    for (int c = 0; c < channels; c++) {
      values[parameters + c] = 1;
      values[statistics + channels + c] = 1;
    }
  }

  @Override
  Runnable forward(Binding binding) {
    Scaling scaling = new Scaling(binding);
    Values output = Values.of(binding.output());
    double[] shift = new double[channels];
    return () -> {
      scaling.update();
      for (int c = 0; c < channels; c++) {
        shift[c] = scaling.parameters[channels + c] - scaling.mean[c] * scaling.factor[c];
      }
      scaling.columns.scale(scaling.input, scaling.factor, shift, output);
    };
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    return new Backward(binding, gradients);
  }

  /** What the values are multiplied with, and by which mean and variance. */
  private final class Scaling {
    final long rows;
    final Columns columns;
    final Values input;
    final double[] mean = new double[channels];
    final double[] variance = new double[channels];

    /** γ / √(σ² + ε). */
    final double[] factor = new double[channels];

    /** γ, then β. */
    final double[] parameters = new double[2 * channels];

    private final double[] runningMean = new double[channels];
    private final Noise noise;
    private final Values parameterValues;
    private final Values statistics;

    Scaling(Binding binding) {
      this.rows = (long) binding.batch() * input().area();
      this.columns = Columns.of(binding.input().dataType(), rows, channels);
      this.input = Values.of(binding.input());
      this.noise = binding.noise();
      this.parameterValues = Values.of(Binding.required(binding.parameters()));
      this.statistics = Values.of(Binding.required(binding.statistics()));
    }

    boolean isOfBatch() {
      return noise.isOn();
    }

    void update() {
      parameterValues.read(0, parameters, 2 * channels);
      statistics.read(0, runningMean, channels);
      if (isOfBatch()) {
        columns.moments(input, runningMean, mean, variance);
        for (int c = 0; c < channels; c++) {
          double shift = mean[c] / rows;
          variance[c] = Math.max(0, variance[c] / rows - shift * shift);
          mean[c] = runningMean[c] + shift;
        }
      } else {
        System.arraycopy(runningMean, 0, mean, 0, channels);
        statistics.read(channels, variance, channels);
      }
      for (int c = 0; c < channels; c++) {
        factor[c] = parameters[c] / Math.sqrt(variance[c] + EPSILON);
      }
    }
  }

  /**
   * With x̂ = (x − μ) / √(σ² + ε) and n places: ∂L/∂β = Σ ∂L/∂y, ∂L/∂γ = Σ x̂ ∂L/∂y, and ∂L/∂x = γ
   * / √(σ² + ε) · (∂L/∂y − (∂L/∂β + x̂ ∂L/∂γ) / n), without what is divided by n where μ and σ² are
   * fixed.
   */
  private final class Backward implements Runnable {
    private final Scaling scaling;
    private final Values outputGradient;
    private final @Nullable Values inputGradient;
    private final Values parameterGradient;
    private final Values statistics;
    private final double[] gradientSum = new double[channels];
    private final double[] product = new double[channels];
    private final double[] inputFactor = new double[channels];
    private final double[] constant = new double[channels];

    Backward(Binding binding, Binding.Gradients gradients) {
      this.scaling = new Scaling(binding);
      this.outputGradient = Values.of(gradients.output());
      this.inputGradient = gradients.input() == null ? null : Values.of(gradients.input());
      this.parameterGradient = Values.of(Binding.required(gradients.parameters()));
      this.statistics = Values.of(Binding.required(gradients.statistics()));
    }

    @Override
    public void run() {
      scaling.update();
      scaling.columns.products(outputGradient, scaling.input, scaling.mean, gradientSum, product);
      double rows = scaling.rows;
      double share = scaling.isOfBatch() ? 1 / rows : 0;
      for (int c = 0; c < channels; c++) {
        double mean = scaling.mean[c];
        double inverse = 1 / Math.sqrt(scaling.variance[c] + EPSILON);
        double gammaGradient = inverse * product[c];
        parameterGradient.set(c, gammaGradient);
        parameterGradient.set(channels + c, gradientSum[c]);
        statistics.set(c, mean);
        statistics.set(channels + c, scaling.variance[c] * rows / Math.max(1, rows - 1));
        inputFactor[c] = -scaling.factor[c] * share * inverse * gammaGradient;
        constant[c] = -scaling.factor[c] * share * gradientSum[c] - inputFactor[c] * mean;
      }
      if (inputGradient != null) {
        scaling.columns.combine(
            outputGradient, scaling.factor, scaling.input, inputFactor, constant, inputGradient);
      }
    }
  }
}
