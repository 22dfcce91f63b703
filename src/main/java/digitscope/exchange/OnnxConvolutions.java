package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The convolutions of an ONNX graph, those of each channel by itself among them. */
final class OnnxConvolutions {
  private final OnnxGraph graph;
  private final LayerStack stack;

  /**
   * @param graph where the nodes are from
   * @param stack the layers up to them, which grows
   */
  OnnxConvolutions(OnnxGraph graph, LayerStack stack) {
    this.graph = graph;
    this.stack = stack;
  }

  /** Adds a convolution, separable or not, and gives the name of the tensor it makes. */
  String add(OnnxNode node) throws ExchangeException {
    Shape.Maps input = maps(node);
    if (node.integer("group", 1) == 1) {
      OnnxConvolution convolution = OnnxConvolution.of(graph, node, input);
      stack.add(convolution.spec(), convolution.arrays(""));
      return node.output();
    }
    return separable(node, input);
  }

  private Shape.Maps maps(OnnxNode node) throws ExchangeException {
    if (stack.shape() instanceof Shape.Maps maps) {
      return maps;
    }
    throw node.problem("it needs maps, but gets a vector");
  }

  /**
   * A convolution of each channel by itself, with the 1×1 convolution that sums over channels. If
   * none follows at once, one is put in that leaves everything as it is.
   */
  private String separable(OnnxNode node, Shape.Maps input) throws ExchangeException {
    int channels = input.channels();
    OnnxConvolution depthwise =
        OnnxConvolution.of(graph, node, new Shape.Maps(1, input.height(), input.width()));
    if (node.integer("group", 1) != channels || depthwise.filters() != channels) {
      throw node.problem(
          "only convolutions of all channels together, or of each by itself, are supported");
    }
    String output = node.output();
    NamedArray weights = unity(channels);
    NamedArray biases = depthwise.biases();
    Optional<OnnxNode> next =
        graph.onlyReader(output, "Conv").filter(OnnxConvolutions::isPointwise);
    if (next.isPresent()) {
      OnnxConvolution pointwise =
          OnnxConvolution.of(graph, next.get(), new Shape.Maps(channels, 1, 1));
      weights = pointwise.weights();
      biases = through(weights, depthwise.biases(), pointwise.biases());
      output = next.get().output();
    }
    Window window = depthwise.window();
    stack.add(
        new LayerSpec.SeparableConv2d(
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
