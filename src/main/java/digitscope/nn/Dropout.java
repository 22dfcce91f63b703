package digitscope.nn;

/**
 * While training, each value is set to 0 with probability p and multiplied by 1 / (1 − p)
 * otherwise, so that its mean stays; else it passes unchanged. Srivastava et al. (2014), in its
 * inverted form.
 *
 * <p>The choice is a function of the pass's key, the image's place in the mini-batch and the
 * element, so it depends neither on the number of workers nor on what was drawn before.
 */
public final class Dropout extends SimpleLayer {
  private final double rate;
  private final long salt;

  /**
   * @param rate the probability p, in [0, 1)
   * @param salt tells this layer's choices from those of other dropout layers
   */
  public Dropout(MapShape shape, double rate, long salt) {
    super(shape, shape);
    this.rate = rate;
    this.salt = salt;
  }

  /**
   * What an image's values are multiplied with in a training step, in [channels, height, width]
   * order.
   *
   * @param image its place in the mini-batch
   */
  public float[] factors(long seed, long step, int image) {
    Noise noise = new Noise();
    noise.turnOn(seed, step, image);
    long stream = stream(noise, 0);
    int area = input().area();
    int channels = input().channels();
    float[] factors = new float[input().size()];
    for (int k = 0; k < factors.length; k++) {
      factors[k % channels * area + k / channels] = (float) factor(stream, k);
    }
    return factors;
  }

  /**
   * The random numbers of one image.
   *
   * @param image its place in the batch
   */
  public long stream(Noise noise, int image) {
    return noise.stream(salt, image);
  }

  /**
   * What one value is multiplied with in a training step.
   *
   * @param stream the random numbers of its image, as {@link #stream} gives them
   * @param element place of the value in the image, channels last
   */
  public double factor(long stream, int element) {
    return Noise.uniform(stream, element) < rate ? 0 : 1 / (1 - rate);
  }

  @Override
  public Role role() {
    return Role.COPY;
  }

  @Override
  public String title() {
    return "dropout";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.dropout(this);
  }
}
