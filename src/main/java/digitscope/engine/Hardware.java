package digitscope.engine;

import digitscope.config.BackendChoice;
import digitscope.network.Planners;
import digitscope.nn.Backend;
import digitscope.nn.nd4j.NativeLibrary;
import digitscope.nn.plan.Machine;
import digitscope.nn.plan.Planner;
import java.util.Locale;

/**
 * What computes the networks.
 *
 * @param backend such as {@code "Java vectors, 512 bit"} or {@code "ND4J with oneDNN"}
 * @param vectorBits width of Java's vectors, where they compute; else 0
 * @param isGpu whether a GPU computes
 * @param device the GPU's name, or {@code "processor"}
 * @param cores of the processor
 * @param memoryBytes of the GPU, or of the machine if none computes
 * @param missesGpu whether a GPU was looked for, as the libraries for it are here, but none found
 *     that they can use
 */
public record Hardware(
    String backend,
    int vectorBits,
    boolean isGpu,
    String device,
    int cores,
    long memoryBytes,
    boolean missesGpu) {
  private static final double GIBIBYTE = 1L << 30;

  /** What computes where nothing was chosen. */
  public static Hardware detect() {
    return detect(BackendChoice.AUTO);
  }

  /**
   * Looks. Where ND4J computes, this loads the native library: some seconds when it is done for the
   * first time.
   *
   * @throws digitscope.io.InvalidValueException if this machine does not have the choice
   */
  public static Hardware detect(BackendChoice choice) {
    Planner planner = Planners.of(choice);
    boolean isGpu = planner.isGpu();
    return new Hardware(
        planner.description(),
        planner.backend() == Backend.VECTOR ? Machine.vectorBits() : 0,
        isGpu,
        isGpu ? NativeLibrary.deviceName() : "processor",
        Runtime.getRuntime().availableProcessors(),
        isGpu ? NativeLibrary.deviceMemoryBytes() : Machine.memoryBytes(),
        Machine.isBuiltForGpu() && !isGpu && planner.backend() != Backend.PLAIN);
  }

  /** Bytes of all native arrays of this process. */
  public static long arrayBytes() {
    return NativeLibrary.arrayBytes();
  }

  /** Bytes of memory that this process takes, as the system counts them. */
  public static long residentBytes() {
    return NativeLibrary.residentBytes();
  }

  /** Backend, device and memory in one line, and a sentence more if a GPU was looked for. */
  public String description() {
    String found =
        String.format(
            Locale.ROOT,
            "%s on %s (%d cores), %.1f GiB of memory",
            backend,
            device,
            cores,
            memoryBytes / GIBIBYTE);
    return missesGpu
        ? found + ". CUDA 11.6 finds no GPU that it supports, so the processor computes."
        : found;
  }
}
