package digitscope.nn;

/** Where the arrays of an {@link Execution} lie; frees them all at once. */
public interface Memory extends AutoCloseable {
  /** How the numbers are kept. */
  Precision precision();

  /**
   * A new array of zeros.
   *
   * @throws OutOfMemoryError if there is no room for it
   */
  Values zeros(long length);

  /**
   * A part of an array that this memory made, in the same place.
   *
   * @param whole the array
   * @param from its first value in the part
   */
  Values part(Values whole, long from, long length);

  /** Frees all arrays. */
  @Override
  void close();
}
