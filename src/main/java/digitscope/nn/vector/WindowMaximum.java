package digitscope.nn.vector;

import digitscope.nn.Axis;
import digitscope.nn.Binding;
import digitscope.nn.MaxPooling;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import digitscope.nn.Window;
import digitscope.nn.vector.kernels.MaximumKernels;
import digitscope.nn.vector.kernels.VectorUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Max pooling of single-precision maps whose windows don't overlap, which remembers where each
 * maximum was. The native operation searches for it again when the gradient comes; on a processor
 * without AVX-512 that takes a hundred times as long.
 */
public final class WindowMaximum {
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
  private WindowMaximum(
      int batch, Window window, int channels, Values x, Values y, boolean isForwardOnly) {
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

  /** What a layer does, if there is no {@link #obstacle}. */
  public static Passes passes(
      MaxPooling layer, Binding binding, Binding.@Nullable Gradients gradients) {
    WindowMaximum maximum =
        new WindowMaximum(
            binding.batch(),
            layer.window(),
            layer.input().channels(),
            binding.input(),
            binding.output(),
            gradients == null);
    if (gradients == null) {
      return new Passes(maximum::forward, null);
    }
    Values dy = gradients.output();
    Values dx = gradients.requiredInput();
    return new Passes(maximum::forward, () -> maximum.backward(dy, dx));
  }

  /** Why a layer cannot be computed so, in words; empty if it can. */
  public static Optional<String> obstacle(MaxPooling layer) {
    Window window = layer.window();
    if (window.rows().stride() < window.rows().window()) {
      return Optional.of("its windows overlap");
    }
    int channels = layer.input().channels();
    return channels % VectorUnit.length() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%d channels are not a multiple of %d (one vector of %d bit)",
                channels,
                VectorUnit.length(),
                VectorUnit.bits()));
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
