package digitscope.nn;

import java.util.SplittableRandom;

/** How weights are drawn before the first step. */
public enum Initialization {
  /** Uniform in ±√(6 / (fanIn + fanOut)): Glorot and Bengio (2010). */
  GLOROT,
  /** Normal with standard deviation √(2 / fanIn): He et al. (2015). */
  HE;

  /** Draws the layer's weights into {@code target} from {@code offset} on. */
  void draw(SimpleLayer layer, long seed, float[] target, int offset) {
    SplittableRandom random = new SplittableRandom(seed);
    double limit = Math.sqrt(6.0 / (layer.fanIn() + layer.fanOut()));
    double deviation = Math.sqrt(2.0 / layer.fanIn());
    for (int i = 0; i < layer.weightCount(); i++) {
      target[offset + i] =
          (float)
              switch (this) {
                case GLOROT -> limit * (2 * random.nextDouble() - 1);
                case HE -> deviation * gaussian(random);
              };
    }
  }

  /**
   * Standard normal by the polar method of Marsaglia and Bray (1964). With strict arithmetic, so
   * that every machine draws the same.
   */
  private static double gaussian(SplittableRandom random) {
    double u;
    double square;
    do {
      u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
  }
}
