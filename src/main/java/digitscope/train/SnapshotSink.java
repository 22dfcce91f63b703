package digitscope.train;

/** Receives what a session publishes, on the session's thread; must return at once. */
public interface SnapshotSink {
  /** A new state; the last of a run always comes. */
  void publish(TrainingSnapshot snapshot);

  /** A state to keep on disk: at the end of each epoch and at the end of the run. */
  default void checkpoint(Checkpoint checkpoint) {}
}
