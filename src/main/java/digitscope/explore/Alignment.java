package digitscope.explore;

/**
 * Turns, mirrors, moves and scales a layout so that its points come as near as can be to those of
 * another, in the sense of least squares: Procrustes analysis, Gower (1975). Both layouts say as
 * much as before, since a map has neither an upright position nor a unit.
 */
final class Alignment {
  private final Embedding points;
  private final Embedding target;
  private final double[] from;
  private final double[] to;

  private Alignment(Embedding points, Embedding target) {
    this.points = points;
    this.target = target;
    this.from = mean(points);
    this.to = mean(target);
  }

  /**
   * The layout that comes nearest to the other.
   *
   * @param target as many points, each for the same image
   */
  static Embedding align(Embedding points, Embedding target) {
    return new Alignment(points, target).aligned();
  }

  private static double[] mean(Embedding points) {
    double x = 0;
    double y = 0;
    for (int i = 0; i < points.size(); i++) {
      x += points.xs()[i];
      y += points.ys()[i];
    }
    int count = Math.max(1, points.size());
    return new double[] {x / count, y / count};
  }

  /**
   * In the plane the best rotation is known: it turns by the angle whose cosine and sine go as the
   * sums of the products and of the cross products. A mirrored layout has other sums; the larger
   * ones fit better.
   */
  private Embedding aligned() {
    double xx = 0;
    double xy = 0;
    double yx = 0;
    double yy = 0;
    double squares = 0;
    for (int i = 0; i < points.size(); i++) {
      double px = points.xs()[i] - from[0];
      double py = points.ys()[i] - from[1];
      double qx = target.xs()[i] - to[0];
      double qy = target.ys()[i] - to[1];
      xx += px * qx;
      xy += px * qy;
      yx += py * qx;
      yy += py * qy;
      squares += px * px + py * py;
    }
    boolean isMirrored = Math.hypot(xx - yy, xy + yx) > Math.hypot(xx + yy, xy - yx);
    double flip = isMirrored ? -1 : 1;
    double cosine = xx + flip * yy;
    double sine = xy - flip * yx;
    return squares == 0 || (cosine == 0 && sine == 0)
        ? moved(1, 0, 1)
        : moved(cosine / squares, sine / squares, flip);
  }

  private Embedding moved(double cosine, double sine, double flip) {
    float[] xs = new float[points.size()];
    float[] ys = new float[points.size()];
    for (int i = 0; i < xs.length; i++) {
      double px = points.xs()[i] - from[0];
      double py = flip * (points.ys()[i] - from[1]);
      xs[i] = (float) (to[0] + cosine * px - sine * py);
      ys[i] = (float) (to[1] + sine * px + cosine * py);
    }
    return new Embedding(xs, ys);
  }
}
