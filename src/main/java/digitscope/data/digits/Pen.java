package digitscope.data.digits;

import digitscope.data.DrawingPreparation;
import digitscope.data.Randomness;
import java.util.Arrays;

/** A pen of some thickness and softness that fills a path in a 20×20 box. */
final class Pen {
  private static final int BOX = DrawingPreparation.BOX;

  /** How much wider and narrower than usual a stroke becomes along its way. */
  private static final double PRESSURE = 0.3;

  private final Randomness random;
  private final double radius;
  private final double softness;
  private final double roughness;
  private final double pressurePhase;
  private final double pressureRate;

  /** The path: x, y and whether the pen was down on the way there. */
  private final double[] xs;

  private final double[] ys;
  private final boolean[] down;
  private int length;
  private boolean lifted = true;

  /**
   * @param varied whether its thickness varies more than usual
   * @param longest how many places the path may have
   */
  Pen(Randomness random, boolean varied, int longest) {
    this.random = random;
    xs = new double[longest];
    ys = new double[longest];
    down = new boolean[longest];
    double drawn = varied ? 1.4 * random.factor(0.36) : 1.25 * random.factor(0.28);
    radius = Math.max(0.6, Math.min(2.6, drawn));
    softness = random.between(0.9, 1.5);
    roughness = random.between(0, 0.35);
    pressurePhase = random.between(0, 2 * Math.PI);
    pressureRate = random.between(0.05, 0.2);
  }

  void lift() {
    lifted = true;
  }

  void moveTo(double x, double y) {
    xs[length] = x;
    ys[length] = y;
    down[length] = !lifted;
    lifted = false;
    length++;
  }

  /**
   * Scales the path so that its ink fits the box, and fills it.
   *
   * @return 20×20 values of ink from 0 to 1 in [height, width] order
   */
  float[] fill() {
    fit();
    float[] distance = new float[BOX * BOX];
    Arrays.fill(distance, BOX);
    for (int i = 0; i < length; i++) {
      double wide = radius * (1 + PRESSURE * StrictMath.sin(pressurePhase + pressureRate * i));
      segment(down[i] ? i - 1 : i, i, wide, distance);
    }
    double[] noise = new double[(BOX + 1) * (BOX + 1)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.between(-roughness, roughness);
    }
    for (int y = 0; y < BOX; y++) {
      for (int x = 0; x < BOX; x++) {
        int at = y * (BOX + 1) + x;
        double rough = (noise[at] + noise[at + 1] + noise[at + BOX + 1] + noise[at + BOX + 2]) / 2;
        double ink = 0.5 - (distance[y * BOX + x] + rough) / softness;
        distance[y * BOX + x] = (float) Math.max(0, Math.min(1, ink));
      }
    }
    return distance;
  }

  private void fit() {
    double[] spanX = span(xs);
    double[] spanY = span(ys);
    double room = BOX - 2 * (radius + softness / 2 - 0.5);
    double scale = room / Math.max(spanX[1] - spanX[0], spanY[1] - spanY[0]);
    for (int i = 0; i < length; i++) {
      xs[i] = (xs[i] - (spanX[0] + spanX[1]) / 2) * scale + BOX / 2.0;
      ys[i] = (ys[i] - (spanY[0] + spanY[1]) / 2) * scale + BOX / 2.0;
    }
  }

  private double[] span(double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return new double[] {low, high};
  }

  /** Lowers each pixel's distance from the ink's edge, which is negative within the ink. */
  private void segment(int from, int to, double wide, float[] distance) {
    double dx = xs[to] - xs[from];
    double dy = ys[to] - ys[from];
    double square = Math.max(1e-12, dx * dx + dy * dy);
    double reach = wide + softness;
    int left = (int) Math.max(0, Math.min(xs[from], xs[to]) - reach);
    int right = (int) Math.min(BOX - 1, Math.max(xs[from], xs[to]) + reach);
    int top = (int) Math.max(0, Math.min(ys[from], ys[to]) - reach);
    int bottom = (int) Math.min(BOX - 1, Math.max(ys[from], ys[to]) + reach);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = x + 0.5 - xs[from];
        double py = y + 0.5 - ys[from];
        double along = Math.max(0, Math.min(1, (px * dx + py * dy) / square));
        double away = Math.sqrt(square(px - along * dx) + square(py - along * dy)) - wide;
        distance[y * BOX + x] = (float) Math.min(distance[y * BOX + x], away);
      }
    }
  }

  private static double square(double value) {
    return value * value;
  }
}
