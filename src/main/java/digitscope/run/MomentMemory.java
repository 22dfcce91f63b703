package digitscope.run;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Moments that are kept in memory, within a budget. Safe to use from any thread. */
final class MomentMemory {
  private final Retention retention;
  private final int stepsPerEpoch;
  private final NavigableMap<Long, Moment> moments = new TreeMap<>();

  /**
   * @param retention which stay when there is not room for all
   */
  MomentMemory(Retention retention, int stepsPerEpoch) {
    this.retention = retention;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  /** Keeps a moment, and drops those that are not to stay beside it. */
  synchronized void add(Moment moment) {
    moments.put(moment.step(), moment);
    moments
        .keySet()
        .retainAll(
            retention.kept(
                KnownStep.stored(moments.values(), KnownStep::of, Moment::bytes, stepsPerEpoch)));
  }

  synchronized void remove(long step) {
    moments.remove(step);
  }

  /** What is known of the moments, by rising step. */
  synchronized List<KnownStep> known() {
    return moments.values().stream().map(KnownStep::of).toList();
  }

  synchronized Optional<Moment> at(long step) {
    return Optional.ofNullable(moments.get(step));
  }
}
