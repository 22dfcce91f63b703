package digitscope.train;

import digitscope.nn.Backend;
import java.util.Locale;

/**
 * What computes the networks.
 *
 * @param backend the library, such as {@code "ND4J with oneDNN"}
 * @param isGpu whether a GPU computes
 * @param device the GPU's name, or {@code "processor"}
 * @param cores of the processor
 * @param memoryBytes of the GPU, or of the machine if none computes
 * @param missesGpu whether the libraries for a GPU are here, but none that they can use
 */
public record Hardware(
    String backend, boolean isGpu, String device, int cores, long memoryBytes, boolean missesGpu) {
  private static final double GIBIBYTE = 1L << 30;

  /** Looks, which loads the native library: some seconds when it is done for the first time. */
  public static Hardware detect() {
    boolean isGpu = Backend.isGpu();
    return new Hardware(
        Backend.name(),
        isGpu,
        isGpu ? Backend.deviceName() : "processor",
        Runtime.getRuntime().availableProcessors(),
        Backend.deviceMemoryBytes(),
        Backend.isMadeForGpu() && !isGpu);
  }

  /** Bytes of all native arrays of this process. */
  public static long arrayBytes() {
    return Backend.arrayBytes();
  }

  /** Bytes of memory that this process takes, as the system counts them. */
  public static long residentBytes() {
    return Backend.residentBytes();
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
        ? found + ". No GPU that CUDA 11.6 can use was found, so the processor computes."
        : found;
  }
}
