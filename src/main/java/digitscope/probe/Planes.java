package digitscope.probe;

/**
 * Moves and smooths image planes that lie one after another.
 *
 * @param height of a plane, pixels
 * @param width of a plane, pixels
 */
record Planes(int height, int width) {
  /** All planes moved down and right; what leaves on one side comes in on the other. */
  float[] shift(float[] pixels, int down, int right) {
    float[] moved = new float[pixels.length];
    int size = height * width;
    for (int plane = 0; plane < pixels.length; plane += size) {
      for (int y = 0; y < height; y++) {
        int row = plane + Math.floorMod(y + down, height) * width;
        for (int x = 0; x < width; x++) {
          moved[row + Math.floorMod(x + right, width)] = pixels[plane + y * width + x];
        }
      }
    }
    return moved;
  }

  /**
   * All planes convolved with a Gaussian; the border's pixels count as repeated beyond it.
   *
   * @param deviation standard deviation, pixels, above 0
   */
  float[] blur(float[] pixels, double deviation) {
    float[] kernel = gaussian(deviation);
    float[] alongRows = convolve(pixels, kernel, width, 1);
    return convolve(alongRows, kernel, height, width);
  }

  private static float[] gaussian(double deviation) {
    int radius = (int) Math.ceil(2.5 * deviation);
    double[] bell = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < bell.length; i++) {
      bell[i] = Math.exp(-(i - radius) * (i - radius) / (2 * deviation * deviation));
      sum += bell[i];
    }
    float[] kernel = new float[bell.length];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (bell[i] / sum);
    }
    return kernel;
  }

  /** Convolves along the axis on which there are {@code length} pixels, {@code stride} apart. */
  private static float[] convolve(float[] pixels, float[] kernel, int length, int stride) {
    int radius = kernel.length / 2;
    float[] result = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      int place = i / stride % length;
      float sum = 0;
      for (int k = 0; k < kernel.length; k++) {
        int from = Math.min(length - 1, Math.max(0, place + k - radius));
        sum += kernel[k] * pixels[i + (from - place) * stride];
      }
      result[i] = sum;
    }
    return result;
  }
}
