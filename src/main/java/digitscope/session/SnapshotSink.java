package digitscope.session;

import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import java.util.Optional;

/** Receives what a session publishes, on the session's thread; must return at once. */
public interface SnapshotSink {
  /** A new state; the last of a run always comes. */
  void publish(Snapshot snapshot);

  /**
   * The network as it was when the test set was evaluated, before the first step among others.
   *
   * @param parameters a copy of the flat parameter vector, with the statistics of normalization
   *     layers, that nobody changes
   * @param test what came of the test set
   * @param heldOut what came of the held-out part of the training set at the same step, if it was
   *     evaluated
   */
  default void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {}

  /**
   * How far the last step before an evaluation moved the parameters; comes before {@link
   * #evaluated} with the same number of steps.
   *
   * @param step steps taken
   * @param updateNorms ‖Δw‖ of each array that is trained, in the order of the network's layout;
   *     nobody changes it
   */
  default void moved(long step, float[] updateNorms) {}

  /** A state to keep on disk: at the end of each epoch and at the end of the run. */
  default void checkpoint(Checkpoint checkpoint) {}
}
