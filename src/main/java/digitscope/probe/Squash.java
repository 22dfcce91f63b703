package digitscope.probe;

/**
 * Takes any number to a pixel: x = 1.1 σ(u) − 0.05, held to [0, 1], with the algebraic sigmoid σ(u)
 * = (1 + u / √(1 + u²)) / 2. As it is stretched a little, black and white are reached.
 */
final class Squash {
  private static final float STRETCH = 1.1f;
  private static final float OVERHANG = 0.05f;

  private Squash() {}

  /** x before it is held to [0, 1]. */
  static float apply(float u) {
    return STRETCH * 0.5f * (1 + u / (float) Math.sqrt(1 + u * u)) - OVERHANG;
  }

  /** ∂x/∂u. */
  static float slope(float u) {
    float square = 1 + u * u;
    return STRETCH * 0.5f / (square * (float) Math.sqrt(square));
  }

  /** The u that gives a pixel. */
  static float inverse(float x) {
    double t = 2 * (x + OVERHANG) / STRETCH - 1;
    return (float) (t / Math.sqrt(1 - t * t));
  }
}
