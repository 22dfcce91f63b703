package digitscope.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass through some layers, parted where all slices of a mini-batch must {@linkplain Meeting
 * meet} before any may go on.
 */
final class Stages {
  private final List<List<Runnable>> stages = new ArrayList<>();

  Stages() {
    stages.add(new ArrayList<>());
  }

  int count() {
    return stages.size();
  }

  boolean isEmpty() {
    return count() == 1 && stages.get(0).isEmpty();
  }

  void run(int stage) {
    stages.get(stage).forEach(Runnable::run);
  }

  void runAll() {
    for (int i = 0; i < count(); i++) {
      run(i);
    }
  }

  /** Puts one more at the end. */
  void addLast(Runnable work) {
    if (work instanceof Meeting meeting) {
      stages.get(count() - 1).add(meeting.before());
      stages.add(new ArrayList<>(List.of(meeting.after())));
    } else {
      stages.get(count() - 1).add(work);
    }
  }

  /** Puts one more in front of all, as passes backward are built. */
  void addFirst(Runnable work) {
    if (work instanceof Meeting meeting) {
      stages.get(0).add(0, meeting.after());
      stages.add(0, new ArrayList<>(List.of(meeting.before())));
    } else {
      stages.get(0).add(0, work);
    }
  }

  /** Puts two that do not depend on each other at the end: they meet as one. */
  void addLast(Stages one, Stages other) {
    for (int i = 0; i < Math.max(one.count(), other.count()); i++) {
      if (i > 0) {
        stages.add(new ArrayList<>());
      }
      List<Runnable> last = stages.get(count() - 1);
      last.addAll(one.at(i));
      last.addAll(other.at(i));
    }
  }

  /** Puts two that do not depend on each other in front of all. */
  void addFirst(Stages one, Stages other) {
    Stages both = new Stages();
    both.addLast(one, other);
    both.stages.get(both.count() - 1).addAll(stages.remove(0));
    stages.addAll(0, both.stages);
  }

  private List<Runnable> at(int stage) {
    return stage < count() ? stages.get(stage) : List.of();
  }
}
