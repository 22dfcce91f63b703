package digitscope.nn.vector.kernels;

/**
 * The windows of a 3×3 convolution with stride 1 in which every input of every channel is 0, as
 * over the black around a digit. There the output is exactly the bias, but Winograd's minimal
 * filtering gives it with the rounding error of the tile around it: enough to put a sum of 0 on the
 * wrong side of ReLU's corner.
 */
public final class ZeroWindows {
  private static final int TAPS = WinogradTransforms.TAPS;

  private final int rows;
  private final int columns;

  /** Whether a window sees anything else than 0: [images, rows, columns]. */
  private final boolean[] areSeen;

  /** How many windows of an image see nothing but 0. */
  private final int[] counts;

  /** Whether there is anything but 0 in the three values of a column that a row of windows sees. */
  private final boolean[] columnsSeen;

  /** Whether an input has a channel that is not 0: [rows + 2, columns + 2] of one image. */
  private final boolean[] inputsSeen;

  /**
   * @param images number of images
   * @param rows of windows
   * @param columns of windows
   */
  public ZeroWindows(int images, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.areSeen = new boolean[images * rows * columns];
    this.counts = new int[images];
    this.columnsSeen = new boolean[columns + TAPS - 1];
    this.inputsSeen = new boolean[(rows + TAPS - 1) * columnsSeen.length];
  }

  /**
   * Finds those of an image.
   *
   * @param x maps, channels last; the first window starts at {@code at}
   * @param row from one row of the maps to the next
   * @param channels number of them
   */
  public void find(int image, float[] x, int at, int row, int channels) {
    int width = columnsSeen.length;
    for (int i = 0; i < rows + TAPS - 1; i++) {
      for (int j = 0; j < width; j++) {
        inputsSeen[i * width + j] = isSeen(x, at + i * row + j * channels, channels);
      }
    }
    int zeros = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        int top = i * width + j;
        columnsSeen[j] = inputsSeen[top] || inputsSeen[top + width] || inputsSeen[top + 2 * width];
      }
      for (int j = 0; j < columns; j++) {
        boolean isSeen = columnsSeen[j] || columnsSeen[j + 1] || columnsSeen[j + 2];
        areSeen[(image * rows + i) * columns + j] = isSeen;
        zeros += isSeen ? 0 : 1;
      }
    }
    counts[image] = zeros;
  }

  /** Whether any channel is not 0: one of the first few, mostly, so vectors do not pay. */
  private static boolean isSeen(float[] x, int at, int channels) {
    for (int c = at; c < at + channels; c++) {
      if (x[c] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sets what those of an image give.
   *
   * @param y maps, channels last, of at least as many rows and columns as there are windows, from
   *     {@code at} on
   * @param row from one row of them to the next
   * @param biases one for each channel of {@code y}
   */
  public void fill(int image, float[] y, int at, int row, float[] biases) {
    if (counts[image] == 0) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (!areSeen[(image * rows + i) * columns + j]) {
          System.arraycopy(biases, 0, y, at + i * row + j * biases.length, biases.length);
        }
      }
    }
  }
}
