package digitscope.nn.vector;

import digitscope.nn.Values;
import digitscope.nn.vector.kernels.AlignedFloats;

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
  public AlignedFloats copy() {
    return copy;
  }

  @Override
  public int row() {
    return row;
  }

  @Override
  public void read(int image) {
    values.readLines(
        (long) image * height * line, height, line, copy.array(), copy.first() + start, row);
  }

  @Override
  public void write(int image) {
    values.writeLines(
        (long) image * height * line, height, line, copy.array(), copy.first() + start, row);
  }
}
