package digitscope.train;

/** What a session logs along its steps. */
public enum Metric {
  /** Mean loss of each mini-batch, regularisation left out. */
  BATCH_LOSS,
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
  VALIDATION_ACCURACY
}
