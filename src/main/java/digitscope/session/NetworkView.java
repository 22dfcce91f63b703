package digitscope.session;

import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.probe.FeatureMaps;
import digitscope.probe.FilterPatterns;
import java.util.Optional;

/**
 * What can be seen of a session's network at one step, be it the newest or one that was stored.
 * Immutable. A part that could not be had at that step is of an earlier one, which it carries and
 * which is shown with it; none is of a later step.
 *
 * @param session whose network it is
 * @param step steps that led to the network
 * @param activity whether the network changes
 * @param stepsPerEpoch steps of one pass over the training set
 * @param history what came of the evaluations of the test set up to this step
 * @param heldOut newest evaluation of the held-out part of the training set up to this step
 * @param maps newest feature maps of the watched image
 * @param patterns newest patterns of the watched layer
 */
public record NetworkView(
    SessionId session,
    long step,
    Activity activity,
    int stepsPerEpoch,
    EvaluationHistory history,
    Optional<Evaluation> heldOut,
    Optional<FeatureMaps> maps,
    Optional<FilterPatterns> patterns) {
  /** Whether a network changes. */
  public enum Activity {
    /** It is being built, and answers nothing yet. */
    PREPARING,
    /** It takes steps, so that what is found out grows old. */
    LEARNING,
    /** It takes none, or not now. */
    RESTING,
    /** It takes none any more, and will be evaluated if it was not. */
    COMPLETE,
    /** Its training failed, or it could not be restored. */
    FAILED;

    /** That of a session in a phase. */
    public static Activity of(Phase phase) {
      return switch (phase) {
        case PREPARING -> PREPARING;
        case TRAINING -> LEARNING;
        case PAUSED -> RESTING;
        case FINISHED, STOPPED -> COMPLETE;
        case FAILED -> FAILED;
      };
    }
  }

  /** Newest evaluation of the test set, with a step of its own. */
  public Optional<Evaluation> evaluation() {
    return history.newest();
  }

  /** Evaluation of the test set at this very step, if there is one. */
  public Optional<Evaluation> evaluationHere() {
    return evaluation().filter(found -> found.step() == step);
  }

  /** Whether the network takes steps now. */
  public boolean isLearning() {
    return activity == Activity.LEARNING;
  }

  /** Whether the network is built and answers questions. */
  public boolean isAnswering() {
    return activity != Activity.PREPARING;
  }

  /**
   * Whether this is the network of an earlier view after further steps, or none. Then what was
   * found of it may stay, with the step it is of, until it is found again.
   */
  public boolean continues(NetworkView earlier) {
    boolean isReached = step == earlier.step || !earlier.isComplete();
    return session.equals(earlier.session) && step >= earlier.step && isReached;
  }

  private boolean isComplete() {
    return activity == Activity.COMPLETE;
  }

  /** The same with other maps and patterns. */
  public NetworkView with(Optional<FeatureMaps> otherMaps, Optional<FilterPatterns> otherPatterns) {
    return new NetworkView(
        session, step, activity, stepsPerEpoch, history, heldOut, otherMaps, otherPatterns);
  }

  /** The same of a network that could not be had. */
  NetworkView failed() {
    return new NetworkView(
        session, step, Activity.FAILED, stepsPerEpoch, history, heldOut, maps, patterns);
  }
}
