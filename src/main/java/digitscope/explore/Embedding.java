package digitscope.explore;

/**
 * Points in the plane; the arrays belong to it.
 *
 * @param xs first coordinate of each point
 * @param ys second coordinate of each point
 */
public record Embedding(float[] xs, float[] ys) {
  public int size() {
    return xs.length;
  }

  /** The same points, the origin and the farthest coordinate at {@code largest}. */
  Embedding scaledTo(float largest) {
    float farthest = 0;
    for (int i = 0; i < xs.length; i++) {
      farthest = Math.max(farthest, Math.max(Math.abs(xs[i]), Math.abs(ys[i])));
    }
    float factor = farthest > 0 ? largest / farthest : 1;
    float[] scaledXs = xs.clone();
    float[] scaledYs = ys.clone();
    for (int i = 0; i < xs.length; i++) {
      scaledXs[i] *= factor;
      scaledYs[i] *= factor;
    }
    return new Embedding(scaledXs, scaledYs);
  }
}
