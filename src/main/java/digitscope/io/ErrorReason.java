package digitscope.io;

import java.util.Locale;

/** Words for what the virtual machine throws when it cannot go on. */
final class ErrorReason {
  private ErrorReason() {}

  static String of(Error error) {
    String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    // Of a class that could not be loaded for that, only the name is left the second time.
    if (error instanceof OutOfMemoryError || text.contains("outofmemoryerror")) {
      return text.contains("thread")
          ? "the system allows no more threads; use fewer (--threads), or raise the limit"
              + " (ulimit -u)"
          : "there is not enough memory; use a smaller batch, fewer threads, or fewer images, or"
              + " close other programs";
    } else if (error instanceof StackOverflowError) {
      return "it is nested too deeply; simplify it";
    } else if (error instanceof UnsatisfiedLinkError) {
      return LinkerMessage.reason(String.valueOf(error.getMessage()));
    } else if (error instanceof LinkageError && isOfNativeLibrary(error)) {
      return LinkerMessage.reason(messages(error));
    } else if (error instanceof LinkageError) {
      return "the program is incomplete or does not match this Java version; reinstall it";
    } else if (error instanceof InternalError && text.contains("unsafe memory access")) {
      return "a file was shortened while it was read, or the disk is full; try again";
    }
    return "an unexpected error occurred in the program; try again, and report it if it happens "
        + "again";
  }

  /**
   * Of a class that failed to load its native library, only the messages are left the second time.
   */
  private static boolean isOfNativeLibrary(Error error) {
    return messages(error).contains(UnsatisfiedLinkError.class.getSimpleName());
  }

  private static String messages(Throwable error) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
  }
}
