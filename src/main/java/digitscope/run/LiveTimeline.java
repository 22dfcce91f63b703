package digitscope.run;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The steps of a run that is being trained: those that are stored so far, those that are not, or
 * not yet, and the newest.
 */
public final class LiveTimeline implements Timeline {
  private final Optional<RecordedTimeline> stored;
  private final int stepsPerEpoch;
  private final MomentMemory unsaved;
  private volatile Optional<Moment> newest = Optional.empty();

  private LiveTimeline(Optional<RecordedTimeline> stored, int stepsPerEpoch, Retention retention) {
    this.stored = stored;
    this.stepsPerEpoch = stepsPerEpoch;
    this.unsaved = new MomentMemory(retention.inMemory(), stepsPerEpoch);
  }

  /**
   * Of a run that is being recorded.
   *
   * @param stored what is on disk, growing while the run is recorded
   * @param retention which moments stay in memory when they cannot be written
   */
  static LiveTimeline recorded(RunFolder run, RecordedTimeline stored, Retention retention) {
    return new LiveTimeline(Optional.of(stored), run.stepsPerEpoch(), retention);
  }

  /**
   * Of a run that is not recorded: its moments are kept in memory.
   *
   * @param stepsPerEpoch steps of one pass over the training set
   * @param retention which moments stay
   */
  public static LiveTimeline unrecorded(int stepsPerEpoch, Retention retention) {
    return new LiveTimeline(Optional.empty(), stepsPerEpoch, retention);
  }

  /** Takes note of what has been reached just now. */
  public void reached(Moment moment) {
    unsaved.add(moment);
    newest = Optional.of(moment);
  }

  /** Takes note that a moment is on disk now, or is not to be kept. */
  void saved(long step) {
    unsaved.remove(step);
  }

  @Override
  public List<Mark> marks() {
    SortedMap<Long, KnownStep> known = new TreeMap<>();
    // Unsaved ones first: what is saved meanwhile is found among those that are stored.
    unsaved.known().forEach(one -> known.put(one.step(), one));
    newest.map(KnownStep::of).ifPresent(one -> known.put(one.step(), one));
    stored.ifPresent(all -> all.known().forEach(one -> known.put(one.step(), one)));
    return KnownStep.marks(List.copyOf(known.values()), stepsPerEpoch);
  }

  @Override
  public Moment at(long step) throws RunException {
    Optional<Moment> inMemory =
        unsaved.at(step).or(() -> newest.filter(moment -> moment.step() == step));
    if (inMemory.isPresent()) {
      return inMemory.get();
    }
    List<Mark> marks = marks();
    if (stored.isEmpty() || marks.stream().noneMatch(mark -> mark.step() == step)) {
      throw new RunException(Nearest.sentence(marks, step));
    }
    return stored.get().at(step);
  }
}
