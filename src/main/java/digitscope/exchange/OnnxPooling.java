package digitscope.exchange;

import digitscope.config.AveragePool2d;
import digitscope.config.MaxPool2d;
import digitscope.config.Shape;
import java.util.List;
import java.util.Locale;

/** Pooling of an ONNX graph, whose windows lie within the maps. */
final class OnnxPooling {
  private OnnxPooling() {}

  /**
   * Adds a layer.
   *
   * @throws ExchangeException if padding or {@code ceil_mode} would change what comes out
   */
  static void add(OnnxNode node, OnnxPath path) throws ExchangeException {
    Shape.Maps input = path.maps(node);
    if (node.side("dilations", 1) != 1) {
      throw node.problem("dilation is not supported; use dilation=1");
    }
    int side = node.side("kernel_shape", 0);
    if (side == 0) {
      throw node.problem("its kernel_shape is missing; export the network again");
    }
    int stride = node.side("strides", 1);
    if (node.text("auto_pad").startsWith("SAME")) {
      if (isShort(input.height(), side, stride) || isShort(input.width(), side, stride)) {
        throw node.problem(
            String.format(
                Locale.ROOT,
                "'same' padding would add zeros to maps of %d×%d; use padding 'valid' or windows"
                    + " that fit",
                input.height(),
                input.width()));
      }
    } else {
      List<Long> pads = node.pads();
      boolean isCeil = node.integer("ceil_mode", 0) != 0;
      if (changes(input.height(), side, stride, pads.get(0), pads.get(2), isCeil)
          || changes(input.width(), side, stride, pads.get(1), pads.get(3), isCeil)) {
        throw node.problem(
            String.format(
                Locale.ROOT,
                "its windows of %d×%d reach beyond maps of %d×%d; use padding=0 and"
                    + " ceil_mode=False",
                side,
                side,
                input.height(),
                input.width()));
      }
    }
    path.add(node.is("MaxPool") ? new MaxPool2d(side, stride) : new AveragePool2d(side, stride));
  }

  /** Whether "same" padding adds zeros along an axis. */
  private static boolean isShort(int length, int side, int stride) {
    return (length - 1) / stride * stride + side > length;
  }

  /** Whether windows along an axis lie elsewhere than without padding, or are more. */
  private static boolean changes(
      int length, int side, int stride, long before, long after, boolean isCeil) {
    if (before != 0 || after < 0 || after > side) {
      return true;
    }
    long room = length + after - side;
    long windows = Math.floorDiv(isCeil ? room + stride - 1 : room, (long) stride) + 1;
    // A window must not begin behind the maps.
    while (isCeil && windows > 1 && (windows - 1) * stride >= length) {
      windows--;
    }
    return windows != Math.floorDiv(length - side, stride) + 1;
  }

  /** Adds the maximum of each map. */
  static void addGlobalMaximum(OnnxNode node, Shape.Maps input, OnnxPath path)
      throws ExchangeException {
    if (input.height() != input.width()) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "the maximum of maps of %d×%d is not supported; use square images",
              input.height(),
              input.width()));
    }
    path.add(new MaxPool2d(input.height(), 1));
  }
}
