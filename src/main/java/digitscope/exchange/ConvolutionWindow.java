package digitscope.exchange;

import digitscope.config.LayerSpec;
import digitscope.config.Padding;
import digitscope.config.Shape;
import java.util.List;

/** A convolution's kernel and how it slides. */
record ConvolutionWindow(int height, int width, int stride, Padding padding) {
  static ConvolutionWindow of(LayerSpec.Convolution conv) {
    return new ConvolutionWindow(
        conv.kernelHeight(), conv.kernelWidth(), conv.stride(), conv.padding());
  }

  /** Zeros at top, left, bottom and right of maps of this shape, as ONNX has them in "pads". */
  List<Long> pads(Shape.Maps input) {
    long rows = zeros(input.height(), height);
    long columns = zeros(input.width(), width);
    return List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  /** What a transposed convolution cuts off at top, left, bottom and right. */
  List<Long> transposedPads() {
    long rows = padding == Padding.SAME ? Math.max(0, height - stride) : 0;
    long columns = padding == Padding.SAME ? Math.max(0, width - stride) : 0;
    return List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  /** What a transposed convolution adds at bottom and right. */
  List<Long> outputPadding() {
    return padding == Padding.SAME
        ? List.of((long) Math.max(0, stride - height), (long) Math.max(0, stride - width))
        : List.of(0L, 0L);
  }

  private int zeros(int length, int kernel) {
    return padding == Padding.SAME
        ? Math.max(0, (length - 1) / stride * stride + kernel - length)
        : 0;
  }
}
