package digitscope.nn;

import digitscope.nn.vector.AlignedFloats;

/** The maps of one image at a time, copied into the middle of zeros. */
final class PaddedMaps implements ImageMaps {
  private final Values values;
  private final int height;
  private final int line;
  private final int start;
  private final int row;
  private final AlignedFloats copy;

  /**
   * @param values of all images, channels last
   * @param rows number of rows with the zeros
   * @param columns number of columns with the zeros
   * @param top rows of zeros before the maps
   * @param left columns of zeros before the maps
   */
  PaddedMaps(
      Values values,
      int height,
      int width,
      int channels,
      int rows,
      int columns,
      int top,
      int left) {
    this.values = values;
    this.height = height;
    this.line = width * channels;
    this.row = columns * channels;
    this.start = top * row + left * channels;
    this.copy = new AlignedFloats(rows * row);
  }

  @Override
  public float[] array() {
    return copy.array();
  }

  @Override
  public int at() {
    return copy.first();
  }

  @Override
  public void align() {
    copy.align();
  }

  @Override
  public int row() {
    return row;
  }

  /** Makes the copy 0. */
  void clear() {
    copy.clear();
  }

  @Override
  public void read(int image) {
    for (int y = 0; y < height; y++) {
      values.read(
          ((long) image * height + y) * line, copy.array(), copy.first() + start + y * row, line);
    }
  }

  @Override
  public void write(int image) {
    for (int y = 0; y < height; y++) {
      values.write(
          ((long) image * height + y) * line, copy.array(), copy.first() + start + y * row, line);
    }
  }
}
