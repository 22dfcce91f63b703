package digitscope.data.download;

import java.time.Duration;

/** Whether bytes arrive fast enough to wait for the rest of them. */
final class Pace {
  private final Least least;
  private long markNanos;
  private long markBytes;

  /**
   * The least that is to arrive.
   *
   * @param bytes in any time as long as {@code within}
   */
  record Least(long bytes, Duration within) {}

  /**
   * @param nanos time at the start
   * @param bytes that are here already
   */
  Pace(Least least, long nanos, long bytes) {
    this.least = least;
    markNanos = nanos;
    markBytes = bytes;
  }

  /**
   * Whether too little has arrived lately; to be asked often.
   *
   * @param nanos time now
   * @param bytes that are here now
   */
  boolean isTooSlow(long nanos, long bytes) {
    // Fewer than before: they come from the start again.
    if (bytes < markBytes || bytes - markBytes >= least.bytes()) {
      markNanos = nanos;
      markBytes = bytes;
    }
    return nanos - markNanos >= least.within().toNanos();
  }
}
