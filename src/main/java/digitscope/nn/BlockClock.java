package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Takes the time of each block of an {@link Execution}, in the order of its {@link Execution#plan}.
 * What lies between blocks, such as the sum of two branches, is nobody's time. Belongs to one
 * thread.
 */
public final class BlockClock {
  private final List<Times> blocks = new ArrayList<>();

  /** What one block took since the clock was set back. */
  private static final class Times {
    private long forwardNanos;
    private long backwardNanos;
  }

  /** Number of blocks. */
  public int blocks() {
    return blocks.size();
  }

  /** What a block has taken forward since {@link #reset}. */
  public long forwardNanos(int block) {
    return blocks.get(block).forwardNanos;
  }

  /** What a block has taken backward since {@link #reset}; 0 if it does not go backward. */
  public long backwardNanos(int block) {
    return blocks.get(block).backwardNanos;
  }

  /** Forgets all times. */
  public void reset() {
    for (Times times : blocks) {
      times.forwardNanos = 0;
      times.backwardNanos = 0;
    }
  }

  /** The passes of the next block, with their times taken. */
  Passes timed(Passes passes) {
    Times times = new Times();
    blocks.add(times);
    Runnable backward = passes.backward();
    return new Passes(
        timed(passes.forward(), nanos -> times.forwardNanos += nanos),
        backward == null ? null : timed(backward, nanos -> times.backwardNanos += nanos),
        passes.imageInput());
  }

  private static Runnable timed(Runnable work, LongConsumer add) {
    if (work instanceof Meeting meeting) {
      return new Meeting(timed(meeting.before(), add), timed(meeting.after(), add));
    }
    return () -> {
      long begunAt = System.nanoTime();
      work.run();
      add.accept(System.nanoTime() - begunAt);
    };
  }
}
