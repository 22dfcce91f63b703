package digitscope.probe;

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
 * done for each pixel of each image is one loop over neighbors in memory.
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

  private final float[] one;
  private final float[] other;

  FourierImages(int channels, int height, int width, int images) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.images = images;
    this.rowBasis = basis(height);
    this.columnBasis = basis(width);
    this.scales = scales(height, width);
    this.one = new float[height * width * images];
    this.other = new float[height * width * images];
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
    int plane = height * width * images;
    for (int c = 0; c < channels; c++) {
      scale(coefficients, c * plane, one);
      multiply(rowBasis, true, one, other, height, width * images);
      transpose(other, one, height, width);
      multiply(columnBasis, true, one, other, width, height * images);
      transpose(other, one, width, height);
      System.arraycopy(one, 0, values, c * plane, plane);
    }
  }

  /** The adjoint of {@link #synthesize}: the gradient for the coefficients from that for pixels. */
  void adjoint(float[] gradient, float[] coefficientGradient) {
    int plane = height * width * images;
    for (int c = 0; c < channels; c++) {
      project(gradient, c * plane);
      System.arraycopy(other, 0, coefficientGradient, c * plane, plane);
      scale(coefficientGradient, c * plane, one);
      System.arraycopy(one, 0, coefficientGradient, c * plane, plane);
    }
  }

  /** The inverse of {@link #synthesize}. */
  void analyze(float[] values, float[] coefficients) {
    int plane = height * width * images;
    for (int c = 0; c < channels; c++) {
      project(values, c * plane);
      for (int i = 0; i < plane; i++) {
        coefficients[c * plane + i] = other[i] / scales[i / images];
      }
    }
  }

  /** Products with all pairs of basis functions, in {@link #other}. */
  private void project(float[] values, int from) {
    System.arraycopy(values, from, one, 0, one.length);
    multiply(rowBasis, false, one, other, height, width * images);
    transpose(other, one, height, width);
    multiply(columnBasis, false, one, other, width, height * images);
    transpose(other, one, width, height);
    System.arraycopy(one, 0, other, 0, one.length);
  }

  private void scale(float[] source, int from, float[] target) {
    for (int i = 0; i < scales.length; i++) {
      float scale = scales[i];
      int at = i * images;
      for (int n = 0; n < images; n++) {
        target[at + n] = scale * source[from + at + n];
      }
    }
  }

  /** C = M · A, or Mᵀ · A, where M is [length, length] and A, C are [length, row]. */
  private static void multiply(
      float[] m, boolean transposed, float[] a, float[] c, int length, int row) {
    int down = transposed ? 1 : length;
    int right = transposed ? length : 1;
    for (int i = 0; i < length; i++) {
      int from = 0;
      float first = m[i * down];
      for (int j = 0; j < row; j++) {
        c[i * row + j] = first * a[j];
      }
      for (int k = 1; k + 1 < length; k += 2) {
        from = k * row;
        add(m[i * down + k * right], m[i * down + (k + 1) * right], a, from, c, i * row, row);
      }
      if (length % 2 == 0) {
        from = (length - 1) * row;
        float last = m[i * down + (length - 1) * right];
        for (int j = 0; j < row; j++) {
          c[i * row + j] += last * a[from + j];
        }
      }
    }
  }

  private static void add(float p, float q, float[] a, int from, float[] c, int to, int row) {
    for (int j = 0; j < row; j++) {
      c[to + j] += p * a[from + j] + q * a[from + row + j];
    }
  }

  /** From [rows, columns, images] to [columns, rows, images]. */
  private void transpose(float[] source, float[] target, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        System.arraycopy(
            source, (i * columns + j) * images, target, (j * rows + i) * images, images);
      }
    }
  }
}
