package digitscope.ui.shell;

import digitscope.session.Phase;
import digitscope.session.RunProgress;
import java.util.Optional;

/** What the run controls can do now. */
enum RunState {
  /** Nothing was trained yet. */
  IDLE,
  /** Data is read or the network built. */
  PREPARING,
  TRAINING,
  PAUSED,
  /** The run is done, stopped or failed. */
  OVER;

  static RunState of(boolean waitsForData, Optional<RunProgress> progress) {
    if (waitsForData) {
      return PREPARING;
    }
    return progress.map(s -> of(s.phase())).orElse(IDLE);
  }

  private static RunState of(Phase phase) {
    return switch (phase) {
      case PREPARING -> PREPARING;
      case TRAINING -> TRAINING;
      case PAUSED -> PAUSED;
      case FINISHED, STOPPED, FAILED -> OVER;
    };
  }

  boolean canTrain() {
    return this == IDLE || this == OVER;
  }

  boolean canStep() {
    return this == IDLE || canPause();
  }

  boolean canPause() {
    return this == TRAINING || this == PAUSED;
  }

  boolean canStop() {
    return this == PREPARING || this == TRAINING || this == PAUSED;
  }
}
