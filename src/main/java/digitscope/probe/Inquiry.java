package digitscope.probe;

/**
 * An answer that takes a while, worked out in pieces of some 10 ms. Belongs to one thread.
 *
 * @param <R> type of the answer
 */
public interface Inquiry<R> extends AutoCloseable {
  /**
   * Does the next piece of work.
   *
   * @return whether more is to do
   */
  boolean advance();

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
