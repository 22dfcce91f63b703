package digitscope.data;

/** One of the two sets of a source. */
public enum Split {
  TRAIN,
  TEST;

  /** This set of a source. */
  public Dataset of(DataSplits splits) {
    return this == TRAIN ? splits.train() : splits.test();
  }
}
