package digitscope.probe;

/**
 * An answer that takes a while, worked out in pieces of some 10 ms. Belongs to one thread.
 *
 * @param <R> type of the answer
 */
public interface IncrementalProbe<R> extends AutoCloseable {
  /**
   * Does the next piece of work.
   *
   * @return whether more is to do
   */
  boolean advance();

  /** Part of the work that is done, 0 to 1, if that is known; else 0. */
  default double progress() {
    return 0;
  }

  /**
   * The answer.
   *
   * @throws IllegalStateException if there is more to do
   */
  R result();

  /** Frees the native memory; may be called at any time, also twice. */
  @Override
  void close();
}
