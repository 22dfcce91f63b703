package digitscope.nn;

import org.nd4j.linalg.cpu.nativecpu.CpuNDArrayFactory;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The native library underneath: how it is started and held to one thread. */
public final class Backend {
  private Backend() {}

  /**
   * Loads the native library, if it is not loaded yet, and holds every operation of the calling
   * thread to one native thread. Parallelism comes from several calling threads instead: a native
   * pool of threads stalls as soon as anything else wants a core.
   */
  public static void useFromThisThread() {
    // JavaCPP counts the process's memory against the Java heap's limit, which has nothing to do
    // with the native buffers; 0 lifts its limits. It reads them once, when it is loaded.
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    if (Nd4j.factory() instanceof CpuNDArrayFactory factory) {
      factory.blas().setMaxThreads(1);
    }
  }
}
