package digitscope.probe;

import java.util.Arrays;

/**
 * Some images side by side by the coefficients of their real Fourier series, with which a search
 * for patterns works instead of pixels: Olah, Mordvintsev and Schubert (2017), "Feature
 * visualization". An image is
 *
 * <pre>z[y, x] = Σ_k Σ_l s(k, l) · c[k, l] · b_k[y] · b_l[x]</pre>
 *
 * where b are sines and cosines, orthonormal along each axis, and the scale s = (1 / n) / max(|f|,
 * 1 / n) falls with the frequency f (cycles a pixel; n is the longer side): a step of the same
 * length in every coefficient draws broad strokes first and hardly any noise.
 *
 * <p>Arrays are [channels, height, width, images]: the images lie innermost, so that all that is
 * done for each pixel of each image is one loop over neighbors in memory. While it works, each row
 * is an array of its own: Java's compiler makes vector instructions of a loop over whole arrays,
 * but not of one over parts of them.
 */
final class FourierImages {
  private final int channels;
  private final int height;
  private final int width;
  private final int images;
  private final float[] rowBasis;
  private final float[] columnBasis;

  /** s for each pair of frequencies. */
  private final float[] scales;

  /** The same for each row of pixels of all images. */
  private final float[][] rowScales;

  /** [height][width, images] */
  private final float[][] rows;

  private final float[][] moreRows;

  /** [width][height, images] */
  private final float[][] columns;

  private final float[][] moreColumns;

  FourierImages(int channels, int height, int width, int images) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.images = images;
    this.rowBasis = basis(height);
    this.columnBasis = basis(width);
    this.scales = scales(height, width);
    this.rowScales = new float[height][width * images];
    for (int i = 0; i < height * width * images; i++) {
      rowScales[i / (width * images)][i % (width * images)] = scales[i / images];
    }
    this.rows = new float[height][width * images];
    this.moreRows = new float[height][width * images];
    this.columns = new float[width][height * images];
    this.moreColumns = new float[width][height * images];
  }

  /** Length of an array of all images. */
  int size() {
    return channels * height * width * images;
  }

  /** [frequency, place]: the constant, then cosine and sine of 1, 2, … cycles. */
  private static float[] basis(int length) {
    float[] basis = new float[length * length];
    for (int k = 0; k < length; k++) {
      int cycles = cycles(k);
      boolean isAlone = k == 0 || 2 * cycles == length;
      double scale = Math.sqrt((isAlone ? 1.0 : 2.0) / length);
      for (int i = 0; i < length; i++) {
        double angle = 2 * Math.PI * cycles * i / length;
        boolean isCosine = k % 2 == 1 || k == 0;
        basis[k * length + i] = (float) (scale * (isCosine ? Math.cos(angle) : Math.sin(angle)));
      }
    }
    return basis;
  }

  private static int cycles(int frequency) {
    return (frequency + 1) / 2;
  }

  private static float[] scales(int height, int width) {
    double lowest = 1.0 / Math.max(height, width);
    float[] scales = new float[height * width];
    for (int k = 0; k < height; k++) {
      for (int l = 0; l < width; l++) {
        double down = (double) cycles(k) / height;
        double right = (double) cycles(l) / width;
        scales[k * width + l] = (float) (lowest / Math.max(lowest, Math.hypot(down, right)));
      }
    }
    return scales;
  }

  /**
   * Root mean square change of a pixel when every coefficient changes by 1, up or down at random.
   */
  double gain() {
    double squares = 0;
    for (float scale : scales) {
      squares += scale * scale;
    }
    return Math.sqrt(squares / scales.length);
  }

  /** Computes images from coefficients. */
  void synthesize(float[] coefficients, float[] values) {
    int row = width * images;
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < height; k++) {
        System.arraycopy(coefficients, (c * height + k) * row, rows[k], 0, row);
        multiply(rows[k], rowScales[k]);
      }
      synthesize(rowBasis, rows, moreRows);
      transpose(moreRows, columns);
      synthesize(columnBasis, columns, moreColumns);
      transpose(moreColumns, rows);
      write(values, c);
    }
  }

  /** The adjoint of {@link #synthesize}: the gradient for the coefficients from that for pixels. */
  void adjoint(float[] gradient, float[] coefficientGradient) {
    for (int c = 0; c < channels; c++) {
      project(gradient, c);
      for (int k = 0; k < height; k++) {
        multiply(rows[k], rowScales[k]);
      }
      write(coefficientGradient, c);
    }
  }

  /** The inverse of {@link #synthesize}. */
  void analyze(float[] values, float[] coefficients) {
    for (int c = 0; c < channels; c++) {
      project(values, c);
      for (int k = 0; k < height; k++) {
        divide(rows[k], rowScales[k]);
      }
      write(coefficients, c);
    }
  }

  /** Products with all pairs of basis functions, in {@link #rows}. */
  private void project(float[] values, int channel) {
    int row = width * images;
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, (channel * height + y) * row, rows[y], 0, row);
    }
    analyze(rowBasis, rows, moreRows);
    transpose(moreRows, columns);
    analyze(columnBasis, columns, moreColumns);
    transpose(moreColumns, rows);
  }

  private void write(float[] target, int channel) {
    int row = width * images;
    for (int y = 0; y < height; y++) {
      System.arraycopy(rows[y], 0, target, (channel * height + y) * row, row);
    }
  }

  /**
   * C = Mᵀ A along one axis, where M is [frequency, place], A [frequency][row] and C [place][row].
   * Cosines are the same at places i and length − i, and sines are opposite, so what all of a kind
   * add is computed once for both places.
   */
  private static void synthesize(float[] m, float[][] a, float[][] c) {
    int length = a.length;
    for (int i = 0; i <= length / 2; i++) {
      int mirrored = length - i;
      Arrays.fill(c[i], 0);
      add(m[i], a[0], c[i]);
      add(m, length + i, 2 * length, a, 1, 2, length / 2, c[i]);
      if (i > 0 && mirrored > i) {
        Arrays.fill(c[mirrored], 0);
        add(m, 2 * length + i, 2 * length, a, 2, 2, (length - 1) / 2, c[mirrored]);
        addAndSubtract(c[i], c[mirrored]);
      }
    }
  }

  /**
   * C = M A along one axis, where M is [frequency, place], A [place][row] and C [frequency][row]:
   * the adjoint of {@link #synthesize}. What is in A is lost.
   */
  private static void analyze(float[] m, float[][] a, float[][] c) {
    int length = a.length;
    for (int i = 1; i < length - i; i++) {
      addAndSubtract(a[i], a[length - i]);
    }
    for (int k = 0; k < length; k++) {
      Arrays.fill(c[k], 0);
      if (k > 0 && k % 2 == 0) {
        // Of a sine only differences count, which lie at the mirrored places.
        add(m, k * length + 1, 1, a, length - 1, -1, (length - 1) / 2, c[k]);
      } else {
        add(m, k * length, 1, a, 0, 1, length / 2 + 1, c[k]);
      }
    }
  }

  /**
   * Adds some rows of A, times numbers in M.
   *
   * @param at the first number, of which the others are {@code step} apart
   * @param first the first row, of which the others are {@code rowStep} apart
   */
  private static void add(
      float[] m, int at, int step, float[][] a, int first, int rowStep, int count, float[] sum) {
    int i = 0;
    for (; i + 1 < count; i += 2) {
      int next = at + i * step;
      int row = first + i * rowStep;
      add(m[next], a[row], m[next + step], a[row + rowStep], sum);
    }
    if (i < count) {
      add(m[at + i * step], a[first + i * rowStep], sum);
    }
  }

  private static void add(float p, float[] a, float q, float[] b, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += p * a[j] + q * b[j];
    }
  }

  private static void add(float p, float[] a, float[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += p * a[j];
    }
  }

  /** Sum and difference of two rows, in their places. */
  private static void addAndSubtract(float[] one, float[] other) {
    for (int j = 0; j < one.length; j++) {
      float first = one[j];
      float second = other[j];
      one[j] = first + second;
      other[j] = first - second;
    }
  }

  private static void multiply(float[] values, float[] factors) {
    for (int j = 0; j < values.length; j++) {
      values[j] *= factors[j];
    }
  }

  private static void divide(float[] values, float[] divisors) {
    for (int j = 0; j < values.length; j++) {
      values[j] /= divisors[j];
    }
  }

  /** From [rows][columns, images] to [columns][rows, images]. */
  private void transpose(float[][] source, float[][] target) {
    for (int i = 0; i < source.length; i++) {
      for (int j = 0; j < target.length; j++) {
        System.arraycopy(source[i], j * images, target[j], i * images, images);
      }
    }
  }
}
