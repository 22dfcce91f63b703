package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Padding;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Transposed convolutions of ONNX graphs. */
final class OnnxTransposedConvolution {
  /** Longer kernels are refused anyway. */
  private static final int LONGEST = 64;

  private OnnxTransposedConvolution() {}

  /**
   * Adds one.
   *
   * @param graph that the node is of
   * @param path the layers up to it, which grows
   * @throws ExchangeException if there is no layer of ours that does the same
   */
  static void add(OnnxGraph graph, OnnxNode node, OnnxPath path) throws ExchangeException {
    Shape.Maps input = path.maps(node);
    NamedArray kernels = graph.constant(node, node.input(1));
    if (kernels.shape().size() != 4) {
      throw node.problem(
          "only convolutions over rows and columns are supported; use ConvTranspose2d");
    }
    if (node.integer("group", 1) != 1 || node.side("dilations", 1) != 1) {
      throw node.problem("groups and dilation are not supported; use groups=1 and dilation=1");
    }
    if (kernels.shape().get(0) != input.channels()) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its kernels have %d channels, but its input has %d; choose data with "
                  + "images like those it was trained on",
              kernels.shape().get(0),
              input.channels()));
    }
    int stride = node.side("strides", 1);
    Axis rows = new Axis(kernels.shape().get(2), stride, node, 0);
    Axis columns = new Axis(kernels.shape().get(3), stride, node, 1);
    NamedArray weights = kernels.transposed(2, 3, 1, 0);
    Padding padding = rows.isValid() && columns.isValid() ? Padding.VALID : Padding.SAME;
    if (padding == Padding.SAME) {
      weights = enlarged(weights, rows.fit(node), columns.fit(node));
    }
    int filters = kernels.shape().get(1);
    path.add(
        new Conv2dTranspose(
            filters,
            weights.shape().get(0),
            weights.shape().get(1),
            stride,
            padding,
            Activation.LINEAR),
        Map.of("weights", weights, "biases", graph.biases(node, filters)));
  }

  /** Where a kernel lies, along one axis, in one that perhaps is larger. */
  private record Fit(int kernel, int offset) {}

  /**
   * What a node says of one axis.
   *
   * @param before places cut off before the output
   * @param after places cut off behind it; negative for places added
   */
  private record Axis(int kernel, int stride, long before, long after) {
    Axis(int kernel, int stride, OnnxNode node, int axis) throws ExchangeException {
      this(
          kernel,
          stride,
          cutOff(kernel, stride, node, axis, 0),
          cutOff(kernel, stride, node, axis, 2));
    }

    private static long cutOff(int kernel, int stride, OnnxNode node, int axis, int side)
        throws ExchangeException {
      List<Long> added = node.integers("output_padding");
      long more = added.size() == 2 && side == 2 ? added.get(axis) : 0;
      String automatic = node.text("auto_pad");
      if (automatic.startsWith("SAME")) {
        long all = (long) kernel - stride;
        long smaller = Math.max(0, all) / 2;
        boolean isSmaller = automatic.equals("SAME_UPPER") == (side == 0);
        return isSmaller ? smaller : all - smaller;
      }
      if (!node.integers("output_shape").isEmpty()) {
        throw node.problem("output_shape is not supported; export with pads and output_padding");
      }
      return node.pads().get(axis + side) - more;
    }

    boolean isValid() {
      return before == 0 && after == 0;
    }

    /**
     * Other padding than ours is had by a larger kernel with zeros around the given one, if the
     * output is as long as the input times the stride.
     */
    Fit fit(OnnxNode node) throws ExchangeException {
      return fit()
          .orElseThrow(
              () ->
                  node.problem(
                      "with its padding, its maps have an unsupported size; use no "
                          + "padding, or padding that makes them exactly stride times as large "
                          + "as the input"));
    }

    private Optional<Fit> fit() {
      for (int larger = kernel; larger <= LONGEST; larger++) {
        long offset = Math.max(0, larger - stride) / 2 - before;
        boolean isPlaced = offset >= 0 && offset + kernel <= larger;
        if (before + after == kernel - stride && before >= 0 && isPlaced) {
          return Optional.of(new Fit(larger, (int) offset));
        }
      }
      return Optional.empty();
    }
  }

  private static NamedArray enlarged(NamedArray weights, Fit rows, Fit columns) {
    int height = weights.shape().get(0);
    int width = weights.shape().get(1);
    int tap = weights.shape().get(2) * weights.shape().get(3);
    float[] values = new float[rows.kernel() * columns.kernel() * tap];
    for (int i = 0; i < height; i++) {
      int to = ((rows.offset() + i) * columns.kernel() + columns.offset()) * tap;
      System.arraycopy(weights.values(), i * width * tap, values, to, width * tap);
    }
    return new NamedArray(
        weights.name(),
        List.of(rows.kernel(), columns.kernel(), weights.shape().get(2), weights.shape().get(3)),
        values);
  }
}
