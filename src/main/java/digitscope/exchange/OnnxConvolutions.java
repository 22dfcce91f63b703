package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.SeparableConv2d;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The convolutions of an ONNX graph, those of each channel by itself among them. */
final class OnnxConvolutions {
  private final OnnxGraph graph;
  private final OnnxPath path;

  /**
   * @param graph where the nodes are from
   * @param path the layers up to them, which grows
   */
  OnnxConvolutions(OnnxGraph graph, OnnxPath path) {
    this.graph = graph;
    this.path = path;
  }

  /** Adds a convolution, separable or not, and gives the name of the tensor it makes. */
  String add(OnnxNode node) throws ExchangeException {
    return add(node, OnnxConvolution.UNPADDED);
  }

  /**
   * Adds a convolution of maps that zeros were put around.
   *
   * @param padded zeros at top, left, bottom and right
   */
  String add(OnnxNode node, List<Long> padded) throws ExchangeException {
    Shape.Maps input = path.maps(node);
    if (node.integer("group", 1) == 1) {
      OnnxConvolution convolution = OnnxConvolution.of(graph, node, input, padded);
      path.add(convolution.spec(), convolution.arrays(""));
      return node.output();
    }
    return separable(node, input, padded);
  }

  /**
   * A convolution of each channel by itself, with the 1×1 convolution that sums over channels. If
   * none follows at once, one is put in that leaves everything as it is.
   */
  private String separable(OnnxNode node, Shape.Maps input, List<Long> padded)
      throws ExchangeException {
    int channels = input.channels();
    OnnxConvolution depthwise =
        OnnxConvolution.of(graph, node, new Shape.Maps(1, input.height(), input.width()), padded);
    if (node.integer("group", 1) != channels || depthwise.filters() != channels) {
      throw node.problem(
          "only ordinary convolutions and depthwise ones are supported; use groups=1");
    }
    String output = node.output();
    NamedArray weights = unity(channels);
    NamedArray biases = depthwise.biases();
    Optional<OnnxNode> next =
        graph.onlyReader(output, "Conv").filter(OnnxConvolutions::isPointwise);
    if (next.isPresent()) {
      OnnxConvolution pointwise =
          OnnxConvolution.of(
              graph, next.get(), new Shape.Maps(channels, 1, 1), OnnxConvolution.UNPADDED);
      weights = pointwise.weights();
      biases = through(weights, depthwise.biases(), pointwise.biases());
      output = next.get().output();
    }
    ConvolutionWindow window = depthwise.window();
    path.add(
        new SeparableConv2d(
            biases.values().length,
            window.height(),
            window.width(),
            window.stride(),
            window.padding(),
            Activation.LINEAR),
        Map.of(
            "depthwise_weights",
            depthwise.weights().reshaped(window.height(), window.width(), channels),
            "weights",
            weights,
            "biases",
            biases));
    return output;
  }

  /** Whether it sums over the channels of each place by itself. */
  private static boolean isPointwise(OnnxNode node) {
    return node.integer("group", 1) == 1
        && node.integers("kernel_shape").equals(List.of(1L, 1L))
        && node.integers("strides").stream().allMatch(stride -> stride == 1)
        && node.integers("pads").stream().allMatch(zeros -> zeros == 0);
  }

  /** Kernels of 1×1 that give each channel as it is. */
  private static NamedArray unity(int channels) {
    float[] values = new float[channels * channels];
    for (int c = 0; c < channels; c++) {
      values[c * channels + c] = 1;
    }
    return new NamedArray("unity", List.of(1, 1, channels, channels), values);
  }

  /** Biases after a 1×1 convolution for those before and in it. */
  private static NamedArray through(NamedArray weights, NamedArray before, NamedArray in) {
    int filters = in.values().length;
    float[] sums = new float[filters];
    for (int f = 0; f < filters; f++) {
      double sum = in.values()[f];
      for (int c = 0; c < before.values().length; c++) {
        sum += (double) weights.values()[c * filters + f] * before.values()[c];
      }
      sums[f] = (float) sum;
    }
    return new NamedArray(in.name(), in.shape(), sums);
  }
}
