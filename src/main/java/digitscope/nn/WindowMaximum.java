package digitscope.nn;

import java.nio.IntBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Max pooling of single-precision maps whose windows don't overlap, in plain loops that remember
 * where each maximum was. On a processor without AVX-512 the native operation takes twenty times as
 * long to find out where a gradient goes.
 *
 * <p>It works on the bits of the numbers. {@linkplain #toKeys Mapped to integers} that are in the
 * same order, they are compared without a branch. The values at one place of all windows in a row
 * are gathered first, so that the loops are long enough to become vector instructions.
 */
final class WindowMaximum {
  private final int batch;
  private final Window window;
  private final int channels;
  private final IntBuffer input;
  private final IntBuffer output;

  /** One row of the input, and one row of the output. */
  private final int[] line;

  private final int[] best;

  /** The values at one place of all windows in a row. */
  private final int[] values;

  /** For each row of windows, the place of the maximum in each, counted row by row. */
  private final int[][] places;

  WindowMaximum(int batch, Window window, int channels, INDArray x, INDArray y) {
    this.batch = batch;
    this.window = window;
    this.channels = channels;
    this.input = Values.bits(x);
    this.output = Values.bits(y);
    this.line = new int[window.columns().length() * channels];
    this.best = new int[window.columns().windows() * channels];
    this.values = new int[best.length];
    this.places = new int[batch * window.rows().windows()][best.length];
  }

  /** Whether windows of this kind can be done. */
  static boolean fits(Window window) {
    return window.rows().stride() >= window.rows().window()
        && window.columns().stride() >= window.columns().window();
  }

  /** y = the largest of each window of x. */
  void forward() {
    for (int row = 0; row < batch * window.rows().windows(); row++) {
      Arrays.fill(places[row], 0);
      for (int u = 0; u < window.rows().window(); u++) {
        input.get(start(row, u), line);
        toKeys(line);
        for (int v = 0; v < window.columns().window(); v++) {
          int place = u * window.columns().window() + v;
          gather(v, place == 0 ? best : values);
          if (place > 0) {
            takeLarger(best, values, places[row], place);
          }
        }
      }
      toKeys(best);
      output.put(row * best.length, best);
    }
  }

  /** ∂L/∂x = ∂L/∂y at the first of the largest in each window, else 0. */
  void backward(IntBuffer outputGradient, IntBuffer inputGradient) {
    int written = 0;
    for (int row = 0; row < batch * window.rows().windows(); row++) {
      outputGradient.get(row * best.length, best);
      for (int u = 0; u < window.rows().window(); u++) {
        int from = start(row, u);
        Arrays.fill(line, 0);
        written = repeat(inputGradient, written, from); // rows that no window covers
        for (int v = 0; v < window.columns().window(); v++) {
          keepWhere(places[row], u * window.columns().window() + v, best, values);
          scatter(v);
        }
        inputGradient.put(from, line);
        written += line.length;
      }
    }
    Arrays.fill(line, 0);
    repeat(inputGradient, written, inputGradient.capacity());
  }

  /** Where the row of maps starts that is row {@code u} of a row of windows. */
  private int start(int windows, int u) {
    int image = windows / window.rows().windows();
    int row = window.rows().start(windows % window.rows().windows()) + u;
    return (image * window.rows().length() + row) * line.length;
  }

  private int repeat(IntBuffer target, int from, int to) {
    for (int at = from; at < to; at += line.length) {
      target.put(at, line);
    }
    return to;
  }

  /** Collects column {@code v} of each window in the line. */
  private void gather(int v, int[] target) {
    for (int i = 0; i < window.columns().windows(); i++) {
      int from = (window.columns().start(i) + v) * channels;
      System.arraycopy(line, from, target, i * channels, channels);
    }
  }

  private void scatter(int v) {
    for (int i = 0; i < window.columns().windows(); i++) {
      int to = (window.columns().start(i) + v) * channels;
      System.arraycopy(values, i * channels, line, to, channels);
    }
  }

  // All arrays of a loop have the same index: otherwise it does not become vector instructions.

  private static void takeLarger(int[] best, int[] values, int[] places, int place) {
    for (int i = 0; i < best.length; i++) {
      int a = best[i];
      int b = values[i];
      // Whether a < b: the sign of a - b, unless their own signs differ.
      int isLarger = ((a & ~b) | (~(a ^ b) & (a - b))) >> 31;
      best[i] = a ^ ((a ^ b) & isLarger);
      places[i] ^= (places[i] ^ place) & isLarger;
    }
  }

  private static void keepWhere(int[] places, int place, int[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      int difference = places[i] ^ place;
      to[i] = from[i] & ~((difference | -difference) >> 31);
    }
  }

  /** From the bits of floats to integers in the same order, and back. */
  private static void toKeys(int[] bits) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] ^= (bits[i] >> 31) >>> 1;
    }
  }
}
