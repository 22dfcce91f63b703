package digitscope.probe;

/** The work of one saliency method, in pieces. */
interface SaliencyWork extends AutoCloseable {
  /**
   * Does the next piece.
   *
   * @return whether more is to do
   */
  boolean advance();

  /** What was found, once there is no more to do. */
  Saliency.Answer result();

  @Override
  void close();
}
