package digitscope.ui.confusion;

/** With which earlier evaluation of the same run the newest one is compared. */
public sealed interface Reference {
  /** An evaluation that moves on as the run does. */
  enum Ago implements Reference {
    /** The last one of at least an epoch ago. */
    EPOCH,
    /** The one before. */
    EVALUATION,
    /** The first one that is remembered. */
    FIRST
  }

  /** The evaluation of a step, or the last one before it. */
  record AtStep(long step) implements Reference {}
}
