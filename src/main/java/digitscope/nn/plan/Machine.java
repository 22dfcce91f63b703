package digitscope.nn.plan;

import com.sun.management.OperatingSystemMXBean;
import digitscope.nn.nd4j.NativeLibrary;
import digitscope.nn.vector.kernels.VectorUnit;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What this machine has to compute with. */
public final class Machine {
  private Machine() {}

  /** Memory of the machine in bytes, without that of a GPU. */
  public static long memoryBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** Width of Java's vectors in bits; 0 where they cannot be used. */
  public static int vectorBits() {
    return VectorUnit.isAvailable() ? VectorUnit.bits() : 0;
  }

  /**
   * Why ND4J's native library cannot be loaded; empty if it can. Loads it: some seconds at first.
   */
  public static Optional<Throwable> libraryFailure() {
    return NativeLibrary.failure();
  }

  /** The native library, such as {@code "ND4J with oneDNN"}. */
  public static String library() {
    return NativeLibrary.name();
  }

  /** Whether the native library is the build for a GPU. */
  public static boolean isBuiltForGpu() {
    return NativeLibrary.isMadeForGpu();
  }
}
