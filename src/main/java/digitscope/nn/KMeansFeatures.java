package digitscope.nn;

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
  /** Below this distance the direction to a mean is not defined, and its gradient is 0. */
  public static final double NOTHING = 1e-9;

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
  public float[] statistics(float[] means) {
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

  /** A distance from each mean is a product with it, as the norms are known. */
  @Override
  long products() {
    return (long) clusters * size;
  }

  @Override
  public Role role() {
    return Role.OTHER;
  }

  @Override
  public String title() {
    return "k-means features, " + clusters + " clusters";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.kMeansFeatures(this);
  }
}
