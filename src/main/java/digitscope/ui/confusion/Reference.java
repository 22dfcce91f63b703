package digitscope.ui.confusion;

/** The evaluation with which the newest one is compared. */
public enum Reference {
  /** The last one of at least an epoch ago. */
  EPOCH_AGO,
  /** The one before. */
  PREVIOUS,
  /** The first one that is remembered. */
  FIRST
}
