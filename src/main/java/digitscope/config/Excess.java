package digitscope.config;

import java.util.Locale;
import java.util.Optional;

/** Warnings about settings that are allowed but unlikely to be intended. */
public final class Excess {
  /** With this many threads per core, waiting for each other takes longer than computing. */
  private static final int MANY_THREADS_A_CORE = 8;

  /** Deeper than any network that was trained without means that this program does not have. */
  private static final int MANY_LAYERS = 500;

  private Excess() {}

  /** What is to be said of the number of threads, in a sentence, on a machine with some cores. */
  public static Optional<String> ofThreads(RunConfig config, int cores) {
    int threads = config.training().threads();
    return threads > MANY_THREADS_A_CORE * cores
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%d threads share %d cores, which is slower than one thread per core, and "
                    + "each thread takes additional memory.",
                threads,
                cores))
        : Optional.empty();
  }

  /** What is to be said of the number of layers, in a sentence. */
  public static Optional<String> ofLayers(RunConfig config) {
    int layers = config.network().layers().size();
    return layers > MANY_LAYERS
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "Each of the %d layers takes time and memory in every step, and gradients "
                    + "barely get through this many.",
                layers))
        : Optional.empty();
  }
}
