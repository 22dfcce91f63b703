package digitscope.session;

/**
 * When the test set is evaluated: before the first step, soon after it, then so often that it takes
 * about an eighth of the time. The end of an epoch, which is always evaluated, is not its concern.
 */
final class EvaluationSchedule {
  private static final long FIRST_INTERVAL_NANOS = 1_500_000_000L;
  private static final long SHORTEST_INTERVAL_NANOS = 1_000_000_000L;
  private static final int TRAINING_PER_EVALUATION = 7;

  private int evaluations;
  private long evaluationNanos;
  private long trainedNanos;

  void trained(long nanos) {
    trainedNanos += nanos;
  }

  void evaluated(long nanos) {
    evaluations++;
    evaluationNanos = nanos;
    trainedNanos = 0;
  }

  /**
   * Whether to evaluate now.
   *
   * @param nanosToEpochEnd training time to the end of the epoch, when an evaluation comes anyway
   */
  boolean isDue(long nanosToEpochEnd) {
    return evaluations == 0
        || (trainedNanos >= intervalNanos() && nanosToEpochEnd >= intervalNanos() / 2);
  }

  /** Estimate of the time for {@code trainingNanos} of training with the evaluations between. */
  long withEvaluations(long trainingNanos, double epochs) {
    double count = Math.max(1, (double) trainingNanos / intervalNanos()) + Math.floor(epochs);
    return trainingNanos + (long) (count * evaluationNanos);
  }

  private long intervalNanos() {
    return evaluations <= 1
        ? FIRST_INTERVAL_NANOS
        : Math.max(SHORTEST_INTERVAL_NANOS, TRAINING_PER_EVALUATION * evaluationNanos);
  }
}
