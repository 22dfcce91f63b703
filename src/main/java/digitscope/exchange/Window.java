package digitscope.exchange;

import digitscope.config.LayerSpec;
import digitscope.config.Padding;
import digitscope.config.Shape;
import java.util.List;

/** A convolution's kernel and how it slides. */
record Window(int height, int width, int stride, Padding padding) {
  static Window of(LayerSpec.Conv2d conv) {
    return new Window(conv.kernelHeight(), conv.kernelWidth(), conv.stride(), conv.padding());
  }

  /** Zeros at top, left, bottom and right of maps of this shape, as ONNX has them in "pads". */
  List<Long> pads(Shape.Maps input) {
    long rows = zeros(input.height(), height);
    long columns = zeros(input.width(), width);
    return List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  private int zeros(int length, int kernel) {
    return padding == Padding.SAME
        ? Math.max(0, (length - 1) / stride * stride + kernel - length)
        : 0;
  }
}
