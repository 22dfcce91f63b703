package digitscope.bench;

/** What contestants compete at. */
public enum Task {
  /** Steps of training on mini-batches. */
  TRAIN,

  /** Classifying a test set of 10,000 images. */
  EVALUATE
}
