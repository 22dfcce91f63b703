package digitscope.nn;

import digitscope.nn.vector.MaximumKernels;
import digitscope.nn.vector.VectorUnit;
import java.util.Arrays;

/**
 * Max pooling of single-precision maps whose windows don't overlap, which remembers where each
 * maximum was. The native operation searches for it again when the gradient comes; on a processor
 * without AVX-512 that takes a hundred times as long.
 */
final class WindowMaximum {
  private final int batch;
  private final Axis rows;
  private final int size;
  private final int line;
  private final int step;
  private final int windows;
  private final int channels;
  private final Values input;
  private final Values output;

  /** The rows of maps that a row of windows covers. */
  private final float[] lines;

  /** What comes of them, or its gradient. */
  private final float[] results;

  /** For each row of windows, the place of the maximum in each, counted row by row. */
  private final float[] places;

  private final float[] zeros;

  /**
   * @param isForwardOnly whether nothing goes backward
   */
  WindowMaximum(int batch, Window window, int channels, Values x, Values y, boolean isForwardOnly) {
    this.batch = batch;
    this.rows = window.rows();
    this.size = rows.window();
    this.line = window.columns().length() * channels;
    this.step = window.columns().stride() * channels;
    this.windows = window.columns().windows();
    this.channels = channels;
    this.input = x;
    this.output = y;
    this.lines = new float[size * line];
    this.results = new float[windows * channels];
    this.places = new float[isForwardOnly ? 0 : batch * rows.windows() * results.length];
    this.zeros = new float[line];
  }

  /** Whether windows of this kind can be done. */
  static boolean fits(Window window, int channels) {
    return window.rows().window() == window.columns().window()
        && window.rows().stride() >= window.rows().window()
        && channels % VectorUnit.length() == 0;
  }

  /** y = the largest of each window of x. */
  void forward() {
    for (int row = 0; row < batch * rows.windows(); row++) {
      int at = row * results.length;
      input.read(start(row), lines, lines.length);
      MaximumKernels.forward(
          lines, 0, line, size, step, channels, windows, Float.NaN, results, 0, places, at);
      output.write(at, results, results.length);
    }
  }

  /** ∂L/∂x = ∂L/∂y at the first of the largest in each window, else 0. */
  void backward(Values outputGradient, Values inputGradient) {
    Arrays.fill(lines, 0); // for columns that no window covers
    long written = 0;
    for (int row = 0; row < batch * rows.windows(); row++) {
      int at = row * results.length;
      outputGradient.read(at, results, results.length);
      MaximumKernels.backward(
          results, 0, places, at, size, step, channels, windows, lines, 0, line);
      written = writeZeros(inputGradient, written, start(row)); // rows that no window covers
      inputGradient.write(written, lines, lines.length);
      written += lines.length;
    }
    writeZeros(inputGradient, written, (long) batch * rows.length() * line);
  }

  /** Where the first row of maps starts that a row of windows covers. */
  private long start(int row) {
    int image = row / rows.windows();
    return ((long) image * rows.length() + rows.start(row % rows.windows())) * line;
  }

  private long writeZeros(Values target, long from, long to) {
    for (long at = from; at < to; at += line) {
      target.write(at, zeros, line);
    }
    return to;
  }
}
