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

  @Override
  Runnable forward(Binding binding) {
    Values x = Values.of(binding.input());
    Values y = Values.of(binding.output());
    double[] values = new double[input().size()];
    return () -> scale(binding, x, y, values);
  }

  @Override
  Runnable backward(Binding binding, Binding.Gradients gradients) {
    Values dy = Values.of(gradients.output());
    Values dx = Values.of(gradients.requiredInput());
    // The mask is drawn again rather than kept: the same key gives the same mask.
    double[] values = new double[input().size()];
    return () -> scale(binding, dy, dx, values);
  }

  private void scale(Binding binding, Values from, Values to, double[] values) {
    Noise noise = binding.noise();
    int size = input().size();
    double kept = 1 / (1 - rate);
    for (int n = 0; n < binding.batch(); n++) {
      from.read((long) n * size, values, size);
      long stream = noise.stream(salt, n);
      for (int k = 0; noise.isOn() && k < size; k++) {
        values[k] *= Noise.uniform(stream, k) < rate ? 0 : kept;
      }
      to.write((long) n * size, values, size);
    }
  }
}
