package digitscope.nn.nd4j;

import digitscope.nn.MapShape;
import digitscope.nn.Window;

/** How ND4J is told of maps, and of windows that slide over them. */
final class Maps {
  private Maps() {}

  /** [batch, height, width, channels]. */
  static long[] shape(int batch, MapShape maps) {
    return new long[] {batch, maps.height(), maps.width(), maps.channels()};
  }

  /**
   * Kernel, stride, padding at top and left, dilation, padding chosen by ND4J?, channels last,
   * weights as [height, width, in, out]. ND4J's own choice goes wrong where a stride exceeds its
   * kernel by two or more, so it is left to choose only where the padding is uneven, which cannot
   * be told it otherwise.
   */
  static long[] convolution(Window window) {
    return new long[] {
      window.rows().window(),
      window.columns().window(),
      window.rows().stride(),
      window.columns().stride(),
      window.rows().zerosBefore(),
      window.columns().zerosBefore(),
      1,
      1,
      window.isUneven() ? 1 : 0,
      1,
      0
    };
  }

  /** Kernel, stride, padding, dilation, not same, plain mean, channels last. */
  static long[] pooling(Window window) {
    return new long[] {
      window.rows().window(),
      window.columns().window(),
      window.rows().stride(),
      window.columns().stride(),
      0,
      0,
      1,
      1,
      0,
      0,
      1
    };
  }
}
