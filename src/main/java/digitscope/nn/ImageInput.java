package digitscope.nn;

/** Takes images as bytes, so that they need not be written to an array of numbers first. */
public interface ImageInput {
  /**
   * Gives an image without writing it to the input's array.
   *
   * @param position place in the batch
   * @param image unsigned bytes in the order of the input's array, which become 0 to 1
   */
  void setImage(int position, byte[] image);

  /**
   * As {@link #setImage(int, byte[])}.
   *
   * @param image number among {@code images}
   */
  void setImage(int position, SparseImages images, int image);

  /** From now on the input is what is in its array. */
  void forgetImages();

  /** Writes images that were given to the input's array. */
  void writeInput();
}
