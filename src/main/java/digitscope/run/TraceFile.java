package digitscope.run;

import digitscope.io.Reason;
import digitscope.network.NamedArray;
import digitscope.session.TracedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Steps in full as named arrays, {@code step-1/images} and so on, in NumPy's format .npz. Written
 * when the last of them has come, or at {@link #close} if there were fewer.
 */
public final class TraceFile implements Consumer<TracedStep> {
  private final Path file;
  private final int steps;
  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();
  private int traced;
  private Optional<String> problem = Optional.empty();

  /**
   * @param steps how many will come at most
   */
  public TraceFile(Path file, int steps) {
    this.file = file;
    this.steps = steps;
  }

  @Override
  public void accept(TracedStep step) {
    String prefix = "step-" + step.step() + "/";
    arrays.put(prefix + "indices", NpyArray.ofLongs(step.indices()));
    arrays.put(prefix + "labels", NpyArray.ofLongs(step.labels()));
    arrays.put(prefix + "loss", NpyArray.of(step.result().loss()));
    arrays.put(prefix + "penalty", NpyArray.of(step.result().penalty()));
    arrays.put(prefix + "absolute_error", NpyArray.of(step.result().absoluteError()));
    arrays.put(prefix + "learning_rate", NpyArray.of(step.learningRate()));
    arrays.put(prefix + "clipping", NpyArray.of(step.clipping()));
    for (NamedArray array : step.arrays()) {
      arrays.put(prefix + array.name(), NpyArray.of(array.values(), array.shape()));
    }
    traced++;
    if (traced == steps) {
      write();
    }
  }

  /** Writes what has come, if that has not been done; of no step, nothing. */
  public void close() {
    if (traced > 0 && traced < steps) {
      write();
    }
  }

  private void write() {
    try {
      NpzFile.write(file, arrays);
    } catch (IOException e) {
      problem = Optional.of("The trace %s cannot be written: %s".formatted(file, Reason.of(e)));
    }
    arrays.clear();
  }

  /** How many steps are wanted. */
  public int steps() {
    return steps;
  }

  /** Why the file could not be written, one sentence. */
  public Optional<String> problem() {
    return problem;
  }
}
