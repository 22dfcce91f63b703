package digitscope.nn.vector;

import digitscope.nn.MapShape;
import digitscope.nn.Values;
import digitscope.nn.vector.kernels.AlignedFloats;
import digitscope.nn.vector.kernels.MaximumKernels;

/**
 * Maps of which only the maxima of windows are kept, or a floor that none of them exceeds: written,
 * they are pooled; what is read, the gradients for the maxima, lies where these were, among zeros.
 * With windows of one value they are only held to the floor.
 */
final class PooledMaps implements ImageMaps {
  private final Values pooled;
  private final MapShape shape;
  private final int size;
  private final float floor;
  private final int row;
  private final AlignedFloats copy;

  /** The maxima of one image, or their gradients. */
  private final float[] maxima;

  private final float[] places;

  /**
   * @param pooled the maxima of all images, channels last
   * @param shape those of one image; the channels are a multiple of a vector's length
   * @param size of the windows, which lie side by side
   * @param floor the least that is kept, or no number
   * @param rows number of rows of the copy, which may be more than windows cover
   * @param columns number of columns of the copy, likewise
   * @param places where the maxima of all images were, −1 for the floor; shared with the maps that
   *     read them, empty if there are none
   */
  PooledMaps(
      Values pooled, MapShape shape, int size, float floor, int rows, int columns, float[] places) {
    this.pooled = pooled;
    this.shape = shape;
    this.size = size;
    this.floor = floor;
    this.row = columns * shape.channels();
    this.copy = new AlignedFloats(rows * row);
    this.maxima = new float[shape.size()];
    this.places = places;
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
    pooled.read((long) image * shape.size(), maxima, shape.size());
    int step = size * shape.channels();
    int line = shape.width() * shape.channels();
    for (int i = 0; i < shape.height(); i++) {
      MaximumKernels.backward(
          maxima,
          i * line,
          places,
          image * shape.size() + i * line,
          size,
          step,
          shape.channels(),
          shape.width(),
          copy.array(),
          copy.first() + i * size * row,
          row);
    }
  }

  @Override
  public void write(int image) {
    int step = size * shape.channels();
    int line = shape.width() * shape.channels();
    for (int i = 0; i < shape.height(); i++) {
      MaximumKernels.forward(
          copy.array(),
          copy.first() + i * size * row,
          row,
          size,
          step,
          shape.channels(),
          shape.width(),
          floor,
          maxima,
          i * line,
          places,
          image * shape.size() + i * line);
    }
    pooled.write((long) image * shape.size(), maxima, shape.size());
  }
}
