package digitscope.bench;

/** The task of a contest: training or evaluation. */
public enum Task {
  /** Steps of training on mini-batches. */
  TRAIN,

  /** Classifying a test set of 10,000 images. */
  EVALUATE
}
