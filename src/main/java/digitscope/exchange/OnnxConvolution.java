package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Padding;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The convolution that a node describes.
 *
 * @param window its kernel and how that slides
 * @param weights in [kernel height, kernel width, input channels, filters] order
 * @param biases one a filter
 */
record OnnxConvolution(ConvolutionWindow window, NamedArray weights, NamedArray biases) {
  /** No zeros at top, left, bottom and right. */
  static final List<Long> UNPADDED = List.of(0L, 0L, 0L, 0L);

  /** No network of ours has more parameters. */
  private static final long MOST_WEIGHTS = 100_000_000;

  /**
   * Reads kernel, stride and padding.
   *
   * @param graph that the node is of
   * @param input shape of what it takes; a single channel if it takes each by itself
   * @param padded zeros that were put around it before, at top, left, bottom and right
   * @throws ExchangeException if there is no convolution of ours that does the same
   */
  static OnnxConvolution of(OnnxGraph graph, OnnxNode node, Shape.Maps input, List<Long> padded)
      throws ExchangeException {
    NamedArray kernels = graph.constant(node, node.input(1));
    if (kernels.shape().size() != 4) {
      throw node.problem("only convolutions over rows and columns are supported; use Conv2d");
    }
    if (node.side("dilations", 1) != 1) {
      throw node.problem("dilation is not supported; use dilation=1");
    }
    if (kernels.shape().get(1) != input.channels()) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its kernels have %d channels, but its input has %d; choose data with "
                  + "images like those it was trained on",
              kernels.shape().get(1),
              input.channels()));
    }
    ConvolutionWindow valid =
        new ConvolutionWindow(
            kernels.shape().get(2), kernels.shape().get(3), node.side("strides", 1), Padding.VALID);
    ConvolutionWindow same =
        new ConvolutionWindow(valid.height(), valid.width(), valid.stride(), Padding.SAME);
    List<Long> pads = pads(node, input, same, padded);
    NamedArray weights = kernels.transposed(2, 3, 1, 0);
    NamedArray biases = graph.biases(node, kernels.shape().get(0));
    if (pads.stream().allMatch(zeros -> zeros == 0)) {
      return new OnnxConvolution(valid, weights, biases);
    } else if (pads.equals(same.pads(input))) {
      return new OnnxConvolution(same, weights, biases);
    }
    return new OnnxConvolution(same, weights, biases).enlarged(node, pads, input);
  }

  int filters() {
    return weights.shape().get(3);
  }

  /** The layer that does the same, without activation. */
  Conv2d spec() {
    return new Conv2d(
        filters(),
        window.height(),
        window.width(),
        window.stride(),
        window.padding(),
        Activation.LINEAR);
  }

  /** Its arrays, with a prefix to their names. */
  Map<String, NamedArray> arrays(String prefix) {
    return Map.of(prefix + "weights", weights, prefix + "biases", biases);
  }

  /**
   * Other padding than ours is had by a larger kernel with zeros around the given one, if only as
   * many windows fit in.
   */
  private OnnxConvolution enlarged(OnnxNode node, List<Long> pads, Shape.Maps input)
      throws ExchangeException {
    Optional<Fit> rows =
        Fit.of(input.height(), window.height(), window.stride(), pads.get(0), pads.get(2));
    Optional<Fit> columns =
        Fit.of(input.width(), window.width(), window.stride(), pads.get(1), pads.get(3));
    if (rows.isEmpty() || columns.isEmpty()) {
      throw node.problem(
          "with padding %s its maps have an unsupported size; use 'same' padding or none"
              .formatted(pads));
    }
    ConvolutionWindow larger =
        new ConvolutionWindow(
            rows.get().kernel(), columns.get().kernel(), window.stride(), Padding.SAME);
    int tap = weights.shape().get(2) * filters();
    int row = window.width() * tap;
    int largerRow = larger.width() * tap;
    if ((long) larger.height() * largerRow > MOST_WEIGHTS) {
      throw node.problem(
          "with padding %s it needs too many weights; use 'same' padding or none".formatted(pads));
    }
    float[] values = new float[larger.height() * largerRow];
    for (int i = 0; i < window.height(); i++) {
      int to = (rows.get().offset() + i) * largerRow + columns.get().offset() * tap;
      System.arraycopy(weights.values(), i * row, values, to, row);
    }
    List<Integer> shape =
        List.of(larger.height(), larger.width(), weights.shape().get(2), filters());
    return new OnnxConvolution(larger, new NamedArray(weights.name(), shape, values), biases);
  }

  /**
   * Where a kernel lies, along one axis, in a larger one whose "same" padding puts it in place.
   *
   * @param kernel length of the larger one
   * @param offset zeros in it before the given one
   */
  private record Fit(int kernel, int offset) {
    /** Longer kernels are refused anyway; this keeps the sums small. */
    private static final int LONGEST = 64;

    static Optional<Fit> of(int length, int kernel, int stride, long before, long after) {
      if (before < 0 || after < 0 || Math.max(before, after) > LONGEST || kernel > LONGEST) {
        return Optional.empty();
      }
      int windows = (length + (int) (before + after) - kernel) / stride + 1;
      if (windows != (length + stride - 1) / stride) {
        return Optional.empty();
      }
      int covered = 2 * (int) before + length - (windows - 1) * stride;
      int offset = Math.max(0, kernel - covered);
      return Optional.of(new Fit(covered + 2 * offset, offset));
    }
  }

  private static List<Long> pads(
      OnnxNode node, Shape.Maps input, ConvolutionWindow same, List<Long> padded)
      throws ExchangeException {
    String automatic = node.text("auto_pad");
    if (automatic.startsWith("SAME") && !padded.equals(UNPADDED)) {
      throw node.problem("a Pad before it can't be combined with 'same' padding; use one of them");
    }
    return switch (automatic) {
      case "", "NOTSET", "VALID" -> sum(node.pads(), padded);
      case "SAME_UPPER" -> same.pads(input);
      case "SAME_LOWER" -> {
        List<Long> upper = same.pads(input);
        yield List.of(upper.get(2), upper.get(3), upper.get(0), upper.get(1));
      }
      default -> throw node.problem("its auto_pad is not an ONNX value; export the network again");
    };
  }

  private static List<Long> sum(List<Long> pads, List<Long> more) {
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < pads.size(); i++) {
      // Those beyond all reason are refused as they are, before a sum could overflow.
      boolean isUsual = Math.max(Math.abs(pads.get(i)), Math.abs(more.get(i))) <= Integer.MAX_VALUE;
      sums.add(isUsual ? pads.get(i) + more.get(i) : Long.MAX_VALUE);
    }
    return sums;
  }
}
