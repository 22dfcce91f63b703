package digitscope.data.digits;

import digitscope.data.Randomness;

/**
 * Writes a glyph as one of many hands would: control points are moved, the curve is bent and
 * sheared, and a pen of some thickness draws it into a 20×20 box.
 *
 * <p>All figures were chosen by what a network that learned from such images then read in the
 * training images of MNIST; {@code docs/decisions/0003-bundled-digits.md} has the measurements.
 */
final class Handwriting {
  /** Random sine waves that bend the paper. */
  private static final int WAVES = 3;

  /** Deviations of a control point and of a wave, in heights of the digit. */
  private static final double POINT_DEVIATION = 0.07;

  private static final double WAVE_DEVIATION = 0.1;

  /** Parts of a point's deviation that are its own, and that it shares with its neighbors. */
  private static final double OWN_PART = 0.3;

  private static final double SHARED_PART = 0.9;

  /** How much further the ends of strokes stray, and what part of a stroke is cut off at most. */
  private static final double END_FACTOR = 1.6;

  private static final double LONGEST_CUT = 0.1;

  private final GlyphCurve curve;
  private final Randomness random;
  private final boolean isOne;
  private final double boldness;

  /** Shape of this image, in heights of the digit; waves are rates across and down, phase, x, y. */
  private final double slant;

  private final double aspect;
  private final double taper;
  private final double warp;
  private final double sine;
  private final double cosine;
  private final double[][] waves = new double[WAVES][];

  /**
   * @param boldness how far the hand strays from the glyph: 0 not at all, 1 as far as it does at
   *     all
   */
  Handwriting(GlyphCurve curve, boolean isOne, double boldness, Randomness random) {
    this.curve = curve;
    this.random = random;
    this.isOne = isOne;
    this.boldness = boldness;
    // A 1 is told from other digits in any slant, and is slanted most.
    slant = isOne ? random.normal(0.25, boldness * 0.35) : random.normal(0.12, boldness * 0.25);
    aspect = random.factor(boldness * 0.22);
    taper = random.normal(0, boldness * 0.25);
    warp = random.normal(0, boldness * 0.12);
    double rotation = random.normal(0, boldness * StrictMath.toRadians(6));
    sine = StrictMath.sin(rotation);
    cosine = StrictMath.cos(rotation);
    double height = boldness * WAVE_DEVIATION / Math.sqrt(WAVES);
    for (int k = 0; k < WAVES; k++) {
      waves[k] =
          new double[] {
            random.normal(0, 3),
            random.normal(0, 3),
            random.between(0, 2 * Math.PI),
            random.normal(0, height),
            random.normal(0, height)
          };
    }
  }

  /**
   * Draws the glyph.
   *
   * @return 20×20 values of ink from 0 to 1 in [height, width] order, fitting the box
   */
  float[] draw() {
    double[] xs = new double[curve.points()];
    double[] ys = new double[curve.points()];
    movePoints(xs, ys);
    Pen pen = new Pen(random, isOne, curve.samples());
    for (int stroke = 0; stroke < curve.strokes(); stroke++) {
      int count = curve.samples(stroke);
      int from = curve.endIsFree(stroke, false) ? cut(count) : 0;
      int to = count - (curve.endIsFree(stroke, true) ? cut(count) : 0);
      pen.lift();
      for (int sample = from; sample < to; sample++) {
        bend(curve.at(stroke, sample, xs), curve.at(stroke, sample, ys), pen);
      }
    }
    return pen.fill();
  }

  /** How many samples the pen skips at one end of a stroke. */
  private int cut(int samples) {
    return (int) random.between(0, LONGEST_CUT * samples);
  }

  private void movePoints(double[] xs, double[] ys) {
    double deviation = boldness * POINT_DEVIATION * random.factor(0.4);
    double[] sharedX = noise(xs.length);
    double[] sharedY = noise(xs.length);
    for (int i = 0; i < xs.length; i++) {
      double reach = deviation * (curve.isEnd(i) ? END_FACTOR : 1);
      xs[i] =
          curve.x(i)
              + reach * (random.normal(0, OWN_PART) + SHARED_PART * curve.smoothed(sharedX, i));
      ys[i] =
          curve.y(i)
              + reach * (random.normal(0, OWN_PART) + SHARED_PART * curve.smoothed(sharedY, i));
    }
  }

  private double[] noise(int count) {
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      noise[i] = random.normal(0, 1);
    }
    return noise;
  }

  /** Bends the paper: waves, warp, taper, aspect, slant, rotation, in this order. */
  private void bend(double x, double y, Pen pen) {
    double u = x - 0.5;
    double v = y - 0.5;
    double dx = 0;
    double dy = 0;
    for (double[] wave : waves) {
      double swing = StrictMath.sin(wave[0] * u + wave[1] * v + wave[2]);
      dx += wave[3] * swing;
      dy += wave[4] * swing;
    }
    u += dx;
    v += dy;
    v += warp * (1 - 4 * v * v);
    u = u * aspect * (1 + taper * v) - slant * v;
    pen.moveTo(cosine * u - sine * v, sine * u + cosine * v);
  }
}
