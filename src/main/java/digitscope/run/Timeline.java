package digitscope.run;

import java.util.List;
import java.util.Set;

/**
 * The steps of a run that can be looked at: of a run on disk, or of one that is being trained. Safe
 * to use from any thread.
 */
public interface Timeline {
  /** What is special about a step. A step can be several of them. */
  enum Kind {
    /** Step 0, before anything was learned. */
    FIRST,
    /** The training set has been passed over once more. */
    EPOCH_END,
    /** The lowest loss on the held-out images, or on the test images if none are held out. */
    BEST,
    /** The last step that is known. */
    NEWEST
  }

  /**
   * A step that can be looked at.
   *
   * @param step steps taken
   * @param kinds what it is; empty if it is none of them
   * @param hasNetwork whether its parameters are known, else only its evaluation
   */
  record Mark(long step, Set<Kind> kinds, boolean hasNetwork) {
    public Mark {
      kinds = Set.copyOf(kinds);
    }

    public boolean is(Kind kind) {
      return kinds.contains(kind);
    }
  }

  /** The steps that can be looked at, rising. Reads no file. */
  List<Mark> marks();

  /**
   * What is known of a step. May read a file.
   *
   * @throws RunException if nothing is, naming the steps nearest to it, or if it is damaged
   */
  Moment at(long step) throws RunException;
}
