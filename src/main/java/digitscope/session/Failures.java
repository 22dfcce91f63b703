package digitscope.session;

import digitscope.config.TrainingSpec;
import digitscope.io.Reason;
import digitscope.io.Worded;
import java.util.Locale;

/** Why a session could not go on, as one sentence that says what to try. */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  /** Logs a failure that is reported to the user elsewhere. */
  static void log(String what, Throwable problem) {
    LOG.log(severity(problem), what, problem);
  }

  /** A fault of the program is worth a stack trace; what the user can fix is not. */
  private static System.Logger.Level severity(Throwable problem) {
    return isOf(problem, OutOfMemoryError.class)
            || isOf(problem, LinkageError.class)
            || problem instanceof IllegalArgumentException
        ? System.Logger.Level.DEBUG
        : System.Logger.Level.ERROR;
  }

  static String sentence(Throwable problem, TrainingSpec training) {
    if (isOf(problem, OutOfMemoryError.class)) {
      return String.format(
          Locale.ROOT,
          "There is not enough memory for batches of %d images; try a smaller batch, fewer threads,"
              + " or a smaller network.",
          training.batchSize());
    }
    if (problem instanceof Worded) {
      return Reason.of(problem);
    }
    return "Training stopped: " + Reason.of(problem);
  }

  private static boolean isOf(Throwable problem, Class<? extends Error> kind) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
