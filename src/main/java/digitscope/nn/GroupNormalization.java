package digitscope.nn;

import java.util.Locale;

/**
 * The channels of each image in groups, each normalized to mean 0 and variance 1 over the values of
 * all its channels and places, then scaled and shifted by channel:
 *
 * <pre>y[n, c, i, j] = γ[c] · (x[n, c, i, j] − μ[n, g]) / √(σ²[n, g] + ε) + β[c]</pre>
 *
 * where channel c of C belongs to group g = ⌊c · G / C⌋ of G. The same in training and in
 * inference. Wu and He (2018), "Group normalization". With a group for each channel it is instance
 * normalization, Ulyanov et al. (2016).
 *
 * <p>The parameters are all γ, then all β; none counts as a weight, so none is regularized.
 */
public final class GroupNormalization extends SimpleLayer {
  /** ε, as in most programs. */
  public static final double EPSILON = 1e-5;

  private final int groups;
  private final int channels;

  /**
   * @param groups number of groups, which divides the number of channels
   */
  public GroupNormalization(MapShape shape, int groups) {
    super(shape, shape);
    this.groups = groups;
    this.channels = shape.channels();
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d groups do not divide %d channels", groups, channels));
    }
  }

  /** Number of groups. */
  public int groups() {
    return groups;
  }

  @Override
  public int biasCount() {
    return 2 * channels;
  }

  @Override
  void initialize(float[] values, int parameters, int statistics) {
    for (int c = 0; c < channels; c++) {
      values[parameters + c] = 1;
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
    return "group normalization, " + groups + " groups of " + channels / groups + " channels";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.groupNormalization(this);
  }
}
