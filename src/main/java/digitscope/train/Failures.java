package digitscope.train;

import digitscope.config.TrainingSpec;
import java.util.Locale;

/** Why a session could not go on, as one sentence that says what to try. */
final class Failures {
  private Failures() {}

  /**
   * @param step the step, counted from 1, whose loss is not finite
   * @param keptStep step of the weights that are kept
   */
  static String diverged(double loss, double learningRate, long step, long keptStep) {
    return String.format(
        Locale.ROOT,
        "The loss became %s at step %d: training diverged, most often because the learning rate"
            + " (%.3g) is too high; try %.3g, or another initialisation. The weights of step %d are"
            + " kept.",
        Double.isNaN(loss) ? "NaN" : "infinite",
        step,
        learningRate,
        learningRate / 10,
        keptStep);
  }

  /** A fault of the program is worth a stack trace, what a person can mend is not. */
  static System.Logger.Level severity(Throwable problem) {
    return isOutOfMemory(problem) || problem instanceof IllegalArgumentException
        ? System.Logger.Level.DEBUG
        : System.Logger.Level.ERROR;
  }

  static String sentence(Throwable problem, TrainingSpec training) {
    if (isOutOfMemory(problem)) {
      return String.format(
          Locale.ROOT,
          "There is not enough memory for batches of %d images; try a smaller batch, fewer threads"
              + " or a smaller network.",
          training.batchSize());
    }
    if (problem instanceof IllegalArgumentException && problem.getMessage() != null) {
      return problem.getMessage();
    }
    return "Training stopped because of a fault in the program (%s); starting again may help."
        .formatted(problem);
  }

  private static boolean isOutOfMemory(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }
}
