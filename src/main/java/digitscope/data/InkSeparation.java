package digitscope.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Separates ink from paper in a picture of any lighting.
 *
 * <p>The paper's brightness is taken to be a plane over the picture (a lamp at one side), fitted to
 * the picture's rim. What differs from it by more than the rim's own noise is ink, whichever of the
 * two is darker; most of the ink becomes 255. Where much of the rim itself is ink, the paper is
 * what {@link Background} says.
 */
public final class InkSeparation {
  /** The rim's part of the smaller side. */
  private static final double RIM = 0.03;

  private static final int FITS = 4;

  /** Noise is cut off at this many of its standard deviations. */
  private static final double NOISE_DEVIATIONS = 6;

  /** Photographs have shadows, and lossy compression ripples, up to this share of the contrast. */
  private static final double SHADOW = 0.25;

  /** A rim of more noise, in parts of the picture's range, has ink in it. */
  private static final double NOISE_OF_PAPER = 0.04;

  /** A quartile of normal noise, in standard deviations. */
  private static final double QUARTILE = 0.6745;

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
   * @param picture opaque
   * @return the ink; without any if the picture is even
   */
  public static GrayImage separate(Picture picture) {
    byte[] light = picture.gray().light();
    float[] luminance = new float[light.length];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] = light[i] & 0xff;
    }
    ImageShape shape = picture.shape();
    InkSeparation separation = new InkSeparation(shape.width(), shape.height(), luminance);
    return separation.ink(picture);
  }

  private GrayImage ink(Picture picture) {
    float[] light = values.clone();
    int[] rim = rim();
    double noise = 0;
    for (int fit = 0; fit < FITS; fit++) {
      noise = subtractPlane(rim, fit == 0 ? Double.MAX_VALUE : 3 * noise + 0.5);
    }
    if (noise > NOISE_OF_PAPER * range(light)) {
      System.arraycopy(light, 0, values, 0, light.length);
      noise = subtractPaper(picture);
    } else {
      turnTowardsInk(isInkDarker());
    }
    return ink(picture.lossy(), noise);
  }

  private GrayImage ink(boolean lossy, double noise) {
    double contrast = contrast();
    byte[] ink = new byte[values.length];
    boolean photographed = lossy || noise > 0.5;
    double floor = Math.max(NOISE_DEVIATIONS * noise, photographed ? SHADOW * contrast : 0);
    if (contrast >= Preparation.LEAST_CONTRAST && contrast > floor) {
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

  /**
   * Subtracts the mean of the paper from a picture so tightly cropped that much of its rim is ink:
   * of the pixels that {@link Background} takes for paper. The lamp at the side is left out, since
   * paper shows in too few places.
   *
   * @return standard deviation of the paper's noise, estimated from the quartile that is away from
   *     the ink, since the soft edges of the ink are at the other
   */
  private double subtractPaper(Picture picture) {
    boolean light = Background.isLight(picture);
    boolean[] paperPixels = Background.pixels(picture, light);
    int[] pixels = IntStream.range(0, values.length).filter(i -> paperPixels[i]).toArray();
    double middle = quantile(pixels, 0.5);
    double outer = quantile(pixels, light ? 0.75 : 0.25);
    paper[0] = middle;
    paper[1] = 0;
    paper[2] = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] -= (float) middle;
    }
    turnTowardsInk(light);
    return Math.abs(outer - middle) / QUARTILE;
  }

  private static double range(float[] values) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
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
    return (quantile(rim, 0.75) - quantile(rim, 0.25)) / 2 / QUARTILE;
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

  private boolean isInkDarker() {
    // Cubes let the few strong differences of the ink outvote the many weak ones of the paper.
    double skew = 0;
    for (float value : values) {
      skew += (double) value * value * value;
    }
    return skew < 0;
  }

  /**
   * Makes ink positive. Dark ink takes a share of the light, so it takes less where there is less:
   * that is made good, down to a quarter of the light.
   */
  private void turnTowardsInk(boolean dark) {
    for (int i = 0; dark && i < values.length; i++) {
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
