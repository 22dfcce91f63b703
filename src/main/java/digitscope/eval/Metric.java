package digitscope.eval;

/** What a session logs along its steps. */
public enum Metric {
  /** Mean loss of each mini-batch, without the penalty. */
  BATCH_LOSS,
  /**
   * The penalty of L1 and L2 on the weights before each step, which is trained on beside the loss;
   * no point where there is none.
   */
  PENALTY,
  /** Mean absolute error of the outputs for each mini-batch before its step. */
  BATCH_ABSOLUTE_ERROR,
  /** Accuracy on each mini-batch before its step, in [0, 1]. */
  BATCH_ACCURACY,
  /** Learning rate of each step. */
  LEARNING_RATE,
  /** Mean loss on the test set, at each evaluation. */
  TEST_LOSS,
  /** Accuracy on the test set, at each evaluation, in [0, 1]. */
  TEST_ACCURACY,
  /** Mean loss on the held-out part of the training set, at the end of each epoch. */
  VALIDATION_LOSS,
  /** Accuracy on the held-out part of the training set, at the end of each epoch, in [0, 1]. */
  VALIDATION_ACCURACY;

  /** Whether a point can have this value; what a network that diverged gives is not a number. */
  public boolean canBe(double value) {
    return switch (this) {
      case BATCH_ACCURACY, TEST_ACCURACY, VALIDATION_ACCURACY ->
          Double.isNaN(value) || (value >= 0 && value <= 1);
      case LEARNING_RATE -> value >= 0;
      default -> true;
    };
  }
}
