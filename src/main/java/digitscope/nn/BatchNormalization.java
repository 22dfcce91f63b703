package digitscope.nn;

/**
 * Each channel normalized to mean 0 and variance 1, then scaled and shifted: y = γ (x − μ) / √(σ² +
 * ε) + β. Ioffe and Szegedy (2015).
 *
 * <p>In training μ and σ² are those of the whole mini-batch, over all its images and their places,
 * also where it is computed in slices: each slice tells the others its own, which are joined by the
 * formula of Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance".
 * Otherwise they are the running means of those, which are the layer's statistics: all μ, then all
 * σ², the latter with Bessel's correction.
 *
 * <p>The parameters are all γ, then all β; none counts as a weight, so none is regularized.
 */
public final class BatchNormalization extends SimpleLayer {
  /** ε, as in most programs. */
  public static final double EPSILON = 1e-5;

  private final int channels;

  public BatchNormalization(MapShape shape) {
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
  void initialize(float[] values, int parameters, int statistics) {
    for (int c = 0; c < channels; c++) {
      values[parameters + c] = 1;
      values[statistics + channels + c] = 1;
    }
  }

  /** In a trained network each value is scaled and shifted. */
  @Override
  long products() {
    return output().size();
  }

  @Override
  public Role role() {
    return Role.FINISH;
  }

  @Override
  public String title() {
    return "batch normalization, " + channels + " channels";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.batchNormalization(this);
  }
}
