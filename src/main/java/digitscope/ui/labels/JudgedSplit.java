package digitscope.ui.labels;

/** The images whose labels are judged, by a network that did not learn from them. */
public enum JudgedSplit {
  /** The test images. */
  TEST,
  /** The training images that the run holds out. */
  HELD_OUT,
  /** The training images, each by one of several networks that were trained without it. */
  TRAINING
}
