package digitscope.probe;

import java.util.random.RandomGenerator;

/**
 * An image that is shifted, scaled and rotated about its middle, and of what comes of it a box:
 * bilinear, with zeros beyond the image. What stays a pattern under such changes, a little of each,
 * is no trick of single pixels: Olah et al. (2017). It is linear, y = A x, and {@link #adjoint} is
 * exactly Aᵀ.
 */
final class Warp {
  private final int height;
  private final int width;
  private final int top;
  private final int left;
  private final int boxHeight;
  private final int boxWidth;

  /** Step from a pixel to the one below. */
  private final int down;

  private final int right;

  /** The upper left of the four pixels that each one of the box is a mean of. */
  private final int[] corners;

  /** The weights of the four, row by row. */
  private final float[] weights;

  /** The weights along one axis. */
  private final float[] pair = new float[2];

  /** Whether it is set to change nothing, as {@link #draw} last did. */
  private boolean isStill;

  /**
   * @param height of the image
   * @param width of the image
   * @param top first row of the box, within the image
   * @param left first column of the box
   */
  Warp(int height, int width, int top, int left, int boxHeight, int boxWidth) {
    this.height = height;
    this.width = width;
    this.top = top;
    this.left = left;
    this.boxHeight = boxHeight;
    this.boxWidth = boxWidth;
    this.down = height > 1 ? width : 0;
    this.right = width > 1 ? 1 : 0;
    this.corners = new int[boxHeight * boxWidth];
    this.weights = new float[4 * boxHeight * boxWidth];
  }

  /**
   * Chooses a change at random.
   *
   * @param strength 1 for shifts up to 2 pixels, scales from 0.9 to 1.1 and angles up to 8°, 0 for
   *     none, and in proportion between
   */
  void draw(RandomGenerator random, double strength) {
    if (strength == 0 && isStill) {
      return;
    }
    set(
        between(random, PatternSettings.SHIFT * strength),
        between(random, PatternSettings.SHIFT * strength),
        1 + between(random, PatternSettings.SCALE * strength),
        Math.toRadians(between(random, PatternSettings.DEGREES * strength)));
    isStill = strength == 0;
  }

  private static double between(RandomGenerator random, double most) {
    return most * (2 * random.nextDouble() - 1);
  }

  /**
   * Sets the change: the image is first scaled and rotated, then shifted.
   *
   * @param down pixels
   * @param right pixels
   * @param scale above 1 enlarges
   * @param angle radians, counterclockwise on a screen
   */
  void set(double down, double right, double scale, double angle) {
    isStill = false;
    double middleRow = (height - 1) / 2.0;
    double middleColumn = (width - 1) / 2.0;
    double cosine = Math.cos(angle) / scale;
    double sine = Math.sin(angle) / scale;
    for (int i = 0; i < boxHeight; i++) {
      double y = top + i - middleRow - down;
      for (int j = 0; j < boxWidth; j++) {
        double x = left + j - middleColumn - right;
        place(
            i * boxWidth + j,
            middleRow + cosine * y + sine * x,
            middleColumn - sine * y + cosine * x);
      }
    }
  }

  private void place(int pixel, double y, double x) {
    int row = along(y, height);
    float above = pair[0];
    float below = pair[1];
    int column = along(x, width);
    corners[pixel] = row * width + column;
    weights[4 * pixel] = above * pair[0];
    weights[4 * pixel + 1] = above * pair[1];
    weights[4 * pixel + 2] = below * pair[0];
    weights[4 * pixel + 3] = below * pair[1];
  }

  /** The first of the two pixels along an axis, and their weights: 0 beyond the image. */
  private int along(double at, int length) {
    int first = (int) Math.floor(at);
    float second = (float) (at - first);
    pair[0] = first >= 0 && first < length ? 1 - second : 0;
    pair[1] = first >= -1 && first < length - 1 ? second : 0;
    if (first == -1) {
      pair[0] = pair[1];
      pair[1] = 0;
      return 0;
    } else if (first == length - 1 && length > 1) {
      pair[1] = pair[0];
      pair[0] = 0;
      return length - 2;
    }
    return Math.max(0, Math.min(first, Math.max(0, length - 2)));
  }

  /**
   * y = A x for one plane of one image.
   *
   * @param x the image from {@code from} on, its pixels {@code step} apart
   * @param y receives the box from {@code to} on
   */
  void apply(float[] x, int from, int step, float[] y, int to) {
    int below = down * step;
    int beside = right * step;
    for (int i = 0; i < corners.length; i++) {
      int at = from + corners[i] * step;
      y[to + i] =
          weights[4 * i] * x[at]
              + weights[4 * i + 1] * x[at + beside]
              + weights[4 * i + 2] * x[at + below]
              + weights[4 * i + 3] * x[at + below + beside];
    }
  }

  /**
   * x = Aᵀ y for one plane of one image.
   *
   * @param y the box from {@code from} on
   * @param x receives the image from {@code to} on, its pixels {@code step} apart
   */
  void adjoint(float[] y, int from, float[] x, int to, int step) {
    int below = down * step;
    int beside = right * step;
    for (int i = 0; i < height * width; i++) {
      x[to + i * step] = 0;
    }
    for (int i = 0; i < corners.length; i++) {
      int at = to + corners[i] * step;
      float value = y[from + i];
      x[at] += weights[4 * i] * value;
      x[at + beside] += weights[4 * i + 1] * value;
      x[at + below] += weights[4 * i + 2] * value;
      x[at + below + beside] += weights[4 * i + 3] * value;
    }
  }
}
