package digitscope.io;

import java.util.function.Supplier;

/**
 * Loads native libraries one after another. JavaCPP looks symbols up by opening libraries while it
 * walks through those that are loaded ({@code dlopen} within {@code dl_iterate_phdr}); glibc takes
 * the two locks of these in the other order when it opens a library. If both happen at once, each
 * waits for the other, and with them everything else that needs a symbol.
 */
public final class NativeLoading {
  private static final Object LOCK = new Object();

  private NativeLoading() {}

  /** Loads while nothing else that is loaded this way is; never on the JavaFX thread. */
  public static <T> T alone(Supplier<T> loading) {
    synchronized (LOCK) {
      return loading.get();
    }
  }
}
