package digitscope.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the window of a convolution slides over maps.
 *
 * @param rows along the height
 * @param columns along the width
 */
record Window(Axis rows, Axis columns) {
  Window {
    boolean isUneven = rows.isUneven() || columns.isUneven();
    if (isUneven && Math.min(rows.overhang(), columns.overhang()) < -1) {
      throw new IllegalArgumentException(
          "a stride of %d skips rows or columns of a %d×%d kernel with 'same' padding; choose a smaller one"
              .formatted(rows.stride(), rows.window(), columns.window()));
    }
  }

  static Window of(MapShape input, int height, int width, int stride, boolean same) {
    return new Window(
        new Axis(input.height(), height, stride, same),
        new Axis(input.width(), width, stride, same));
  }

  /** Number of values of a channel that it covers. */
  int area() {
    return rows.window() * columns.window();
  }

  MapShape output(int channels) {
    return new MapShape(channels, rows.windows(), columns.windows());
  }

  /**
   * Kernel, stride, padding at top and left, dilation, padding chosen by ND4J?, channels last,
   * weights as [height, width, in, out]. ND4J's own choice goes wrong where a stride exceeds its
   * kernel by two or more, so it is left to choose only where the padding is uneven, which cannot
   * be told it otherwise.
   */
  long[] geometry() {
    boolean isUneven = rows.isUneven() || columns.isUneven();
    return new long[] {
      rows.window(),
      columns.window(),
      rows.stride(),
      columns.stride(),
      rows.zerosBefore(),
      columns.zerosBefore(),
      1,
      1,
      isUneven ? 1 : 0,
      1,
      0
    };
  }

  /** The values as [batch, height, width, channels], also where they lie as vectors. */
  static INDArray maps(INDArray values, MapShape shape) {
    return values.reshape('c', values.size(0), shape.height(), shape.width(), shape.channels());
  }
}
