package digitscope.data;

import java.util.Arrays;

/**
 * Separates ink from paper in a picture of any lighting.
 *
 * <p>The paper's brightness is taken to be a plane over the picture (a lamp at one side), fitted to
 * the picture's rim. What differs from it by more than the rim's own noise is ink, whichever of the
 * two is darker; most of the ink becomes 255.
 */
final class InkSeparation {
  /** The rim's part of the smaller side. */
  private static final double RIM = 0.03;

  private static final int FITS = 4;

  /** Noise is cut off at this many of its standard deviations. */
  private static final double NOISE_DEVIATIONS = 6;

  /** Photographs have shadows, and lossy compression ripples, up to this share of the contrast. */
  private static final double SHADOW = 0.25;

  /** A smaller contrast, in levels of 255, is no ink. */
  private static final double LEAST_CONTRAST = 8;

  private final int width;
  private final int height;

  /** Luminance, then how much each pixel differs from the paper, positive towards ink. */
  private final float[] values;

  /** The paper's luminance at the middle, and its growth across and down, each to the rim. */
  private final double[] paper = new double[3];

  private InkSeparation(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Separates.
   *
   * @param luminance values 0 to 255 in [height, width] order; overwritten
   * @param lossy whether compression may have changed the pixels
   * @return the ink; without any if the picture is even
   */
  static GrayImage separate(int width, int height, float[] luminance, boolean lossy) {
    return new InkSeparation(width, height, luminance).ink(lossy);
  }

  private GrayImage ink(boolean lossy) {
    int[] rim = rim();
    double noise = 0;
    for (int fit = 0; fit < FITS; fit++) {
      noise = subtractPlane(rim, fit == 0 ? Double.MAX_VALUE : 3 * noise + 0.5);
    }
    turnTowardsInk();
    double contrast = contrast();
    byte[] ink = new byte[values.length];
    boolean photographed = lossy || noise > 0.5;
    double floor = Math.max(NOISE_DEVIATIONS * noise, photographed ? SHADOW * contrast : 0);
    if (contrast >= LEAST_CONTRAST && contrast > floor) {
      for (int i = 0; i < ink.length; i++) {
        ink[i] =
            (byte) (values[i] <= floor ? 0 : Math.min(255, Math.round(values[i] * 255 / contrast)));
      }
    }
    GrayImage image = new GrayImage(width, height, ink);
    if (photographed) {
      Specks.remove(image);
    }
    return image;
  }

  private int[] rim() {
    int thick = (int) Math.max(1, Math.min(width, height) * RIM);
    int[] rim = new int[values.length];
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) < thick) {
          rim[count++] = y * width + x;
        }
      }
    }
    return Arrays.copyOf(rim, count);
  }

  /**
   * Fits a plane by least squares to those pixels of the rim that lie within {@code limit} of their
   * median, and subtracts it everywhere.
   *
   * @return standard deviation of the rim's noise after that, estimated from its quartiles
   */
  private double subtractPlane(int[] rim, double limit) {
    double middle = quantile(rim, 0.5);
    // Normal equations of value = a + b x + c y, coordinates from -1 to 1.
    double[][] m = new double[3][4];
    for (int i : rim) {
      if (Math.abs(values[i] - middle) <= limit) {
        double[] terms = {1, across(i % width, width), across(i / width, height), values[i]};
        for (int r = 0; r < 3; r++) {
          for (int c = 0; c < 4; c++) {
            m[r][c] += terms[r] * terms[c];
          }
        }
      }
    }
    solve(m);
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) plane(m[0][3], m[1][3], m[2][3], i);
    }
    for (int term = 0; term < paper.length; term++) {
      paper[term] += m[term][3];
    }
    // Half the distance of the quartiles is 0.6745 standard deviations of normal noise.
    return (quantile(rim, 0.75) - quantile(rim, 0.25)) / 2 / 0.6745;
  }

  private double plane(double middle, double across, double down, int pixel) {
    return middle + across * across(pixel % width, width) + down * across(pixel / width, height);
  }

  private static double across(int position, int extent) {
    return extent == 1 ? 0 : 2.0 * position / (extent - 1) - 1;
  }

  /**
   * Gauss-Jordan elimination; the last column becomes the solution, 0 where there is no unique one.
   */
  private static void solve(double[][] m) {
    for (int p = 0; p < m.length; p++) {
      double pivot = m[p][p];
      for (int c = 0; c < m[p].length; c++) {
        m[p][c] = pivot < 1e-9 ? 0 : m[p][c] / pivot;
      }
      for (int r = 0; r < m.length; r++) {
        double factor = m[r][p];
        for (int c = 0; r != p && c < m[r].length; c++) {
          m[r][c] -= factor * m[p][c];
        }
      }
    }
  }

  private double quantile(int[] pixels, double share) {
    float[] sorted = new float[pixels.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[pixels[i]];
    }
    Arrays.sort(sorted);
    return sorted[(int) ((sorted.length - 1) * share)];
  }

  /**
   * Makes ink positive. Dark ink takes a share of the light, so it takes less where there is less:
   * that is made good, down to a quarter of the light.
   */
  private void turnTowardsInk() {
    // Cubes let the few strong differences of the ink outvote the many weak ones of the paper.
    double skew = 0;
    for (float value : values) {
      skew += (double) value * value * value;
    }
    for (int i = 0; skew < 0 && i < values.length; i++) {
      double light = Math.max(paper[0] / 4, plane(paper[0], paper[1], paper[2], i));
      values[i] *= (float) (-paper[0] / light);
    }
  }

  /** What three quarters of the ink stay below, where ink is more than half of the strongest. */
  private double contrast() {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    // A few pixels in ten thousand may be glints.
    float strongest = sorted[(int) (sorted.length * 0.9998)];
    int from = sorted.length;
    while (from > 0 && sorted[from - 1] > strongest / 2) {
      from--;
    }
    return from == sorted.length ? 0 : sorted[from + (sorted.length - from) * 3 / 4];
  }
}
