package digitscope.session;

/** The phase of a session, such as running or paused. */
public enum Phase {
  /** Reading data and building the network. */
  PREPARING,
  TRAINING,
  PAUSED,
  /** All epochs are done; the session goes on answering. */
  FINISHED,
  /** The user stopped it; the session goes on answering. */
  STOPPED,
  /** It could not go on, for the reason the snapshot gives; the session goes on answering. */
  FAILED;

  /** Whether no further step will be taken. */
  public boolean isOver() {
    return this == FINISHED || this == STOPPED || this == FAILED;
  }
}
