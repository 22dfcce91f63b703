package digitscope.ui.learning;

/**
 * The exponential moving average of a series, made fair to its beginning: m ← β m + (1 - β) x, read
 * as m / (1 - β^t) after t values, so that the first values count fully instead of being drawn to 0
 * (Kingma and Ba, "Adam", 2015, section 3).
 */
final class ExponentialAverage {
  private final double decay;
  private double mean;
  private double weight;

  /**
   * @param decay β in [0, 1): 0 follows every value, 0.99 averages about the last hundred
   */
  ExponentialAverage(double decay) {
    this.decay = decay;
  }

  /** The average after one more value; a value that is not finite is passed over. */
  double next(double value) {
    if (Double.isFinite(value)) {
      mean = decay * mean + (1 - decay) * value;
      weight = decay * weight + (1 - decay);
    }
    return mean / weight;
  }
}
