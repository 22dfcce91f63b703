package digitscope.session;

import digitscope.network.Checkpoint;
import java.util.Optional;

/** Which states of a session are kept: on disk, and to fall back on. */
final class CheckpointSchedule {
  private static final long INTERVAL_NANOS = 15_000_000_000L;

  private final SnapshotSink sink;
  private long savedStep;
  private long savedAt;

  /** The weights of the newest evaluation, to fall back on when training diverges. */
  private Optional<Checkpoint> sound = Optional.empty();

  /**
   * @param sink hears of each state to keep on disk
   * @param savedStep step of the state that is on disk; -1 for none
   */
  CheckpointSchedule(SnapshotSink sink, long savedStep) {
    this.sink = sink;
    this.savedStep = savedStep;
  }

  /**
   * Takes note of a state whose evaluation was finite.
   *
   * @param mustSave whether it goes to disk; otherwise it does so once in a while
   */
  void evaluated(Checkpoint state, boolean mustSave) {
    sound = Optional.of(state);
    boolean due = mustSave || System.nanoTime() - savedAt >= INTERVAL_NANOS;
    if (due && isNews(state.step())) {
      save(state);
    }
  }

  Optional<Checkpoint> sound() {
    return sound;
  }

  /** Whether the state of this step is not on disk. */
  boolean isNews(long step) {
    return step != savedStep;
  }

  /** Says that what is on disk of the newest step lacks something. */
  void outdate() {
    savedStep = -1;
  }

  /** Says that there is nothing to save of this step. */
  void skip(long step) {
    savedStep = step;
  }

  void save(Checkpoint state) {
    savedStep = state.step();
    savedAt = System.nanoTime();
    sink.checkpoint(state);
  }
}
