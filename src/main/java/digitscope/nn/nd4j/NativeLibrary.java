package digitscope.nn.nd4j;

import digitscope.io.NativeLoading;
import java.util.Optional;
import java.util.ServiceLoader;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.linalg.profiler.ProfilerConfig;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The native library underneath: how it is started, held to one thread and bounded. Which one it
 * is, for the processor or for a GPU, is decided by what is on the class path and by the machine;
 * nothing here names either.
 */
public final class NativeLibrary {
  /**
   * Together with the Java heap, which the launcher bounds likewise, this leaves some to others.
   */
  private static final double SHARE_OF_MEMORY = 0.4;

  private NativeLibrary() {}

  /** The one attempt to load it: of a class that failed, Java does not tell the reason again. */
  private static final class Loading {
    private static final Optional<Throwable> FAILURE = NativeLoading.alone(Loading::attempt);

    private static Optional<Throwable> attempt() {
      try {
        loadAndBound();
        return Optional.empty();
      } catch (LinkageError | RuntimeException e) { // ND4J wraps what went wrong in either
        return Optional.of(e);
      }
    }
  }

  /**
   * Loads the native library, if it is not loaded yet, bounds its memory, and holds every operation
   * of the calling thread to one native thread. Parallelism comes from several calling threads
   * instead: a native pool of threads stalls as soon as anything else wants a core.
   *
   * @throws LinkageError if it cannot be loaded; each time, with the same cause
   */
  public static void useFromThisThread() {
    load();
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    operations().setOmpNumThreads(1);
  }

  private static void load() {
    if (Loading.FAILURE.isPresent()) {
      throw new LinkageError("The native library cannot be loaded", Loading.FAILURE.get());
    }
  }

  private static void loadAndBound() {
    // What JavaCPP itself allocates may be as much as Java's heap. It would also hold the whole
    // process to a multiple of that heap, which has nothing to do with the arrays; 0 lifts this.
    // It reads both once, when it is loaded.
    System.setProperty("org.bytedeco.javacpp.maxbytes", "100%");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    // The arrays, which JavaCPP does not count, are bounded by ND4J.
    Nd4j.getEnvironment().setDeviceLimit(0, (long) (SHARE_OF_MEMORY * memoryBytes()));
    // It makes lists for every operation, to check for a feature that is not used here.
    Nd4j.getExecutioner()
        .setProfilingConfig(ProfilerConfig.builder().checkWorkspaces(false).build());
    // OpenBLAS has one number for all threads. To set it is to look symbols up, which is part of
    // loading: see NativeLoading.
    Nd4j.factory().blas().setMaxThreads(1);
  }

  /** Why it cannot be loaded; empty if it is loaded now. */
  public static Optional<Throwable> failure() {
    return Loading.FAILURE;
  }

  /** What computes, such as {@code "ND4J with oneDNN"}; without the rest if it cannot be loaded. */
  public static String name() {
    if (failure().isPresent()) {
      return "ND4J";
    } else if (isGpu()) {
      return "ND4J with CUDA";
    }
    return Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN") ? "ND4J with oneDNN" : "ND4J";
  }

  /** Whether a GPU computes. */
  public static boolean isGpu() {
    // In this order, so that nothing is loaded only to find this out.
    return isMadeForGpu() && failure().isEmpty() && !Nd4j.getEnvironment().isCPU();
  }

  /** Whether a GPU would compute if there were one: the libraries for it are here. */
  public static boolean isMadeForGpu() {
    return Backends.HAVE_GPU;
  }

  /** The backends on the class path, which stays as it is: every array asks for them. */
  private static final class Backends {
    static final boolean HAVE_GPU =
        ServiceLoader.load(Nd4jBackend.class).stream()
            .anyMatch(backend -> backend.type().getPackageName().contains("jcublas"));
  }

  /** Name of the GPU, as its maker gives it; of the kind of processor if none computes. */
  public static String deviceName() {
    load();
    return operations().getDeviceName(operations().getDevice());
  }

  /** Memory of the GPU in bytes; that of the machine if none computes. */
  public static long deviceMemoryBytes() {
    load();
    return memoryBytes();
  }

  private static long memoryBytes() {
    return Nd4j.getEnvironment().isCPU()
        ? Pointer.totalPhysicalBytes()
        : operations().getDeviceTotalMemory(operations().getDevice());
  }

  /** Bytes of all arrays that there are now. */
  public static long arrayBytes() {
    load();
    return Nd4j.getEnvironment().getDeviceCouner(0);
  }

  /** Bytes of memory that the whole process takes at the moment, as the system counts them. */
  public static long residentBytes() {
    load();
    return Pointer.physicalBytes();
  }

  private static NativeOps operations() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
