package digitscope.exchange;

import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A residual block of an ONNX graph, which goes two ways to one sum. */
final class OnnxResidual {
  private static final String FORM =
      "a residual block must be Conv 3×3, Relu, Conv 3×3, Add, Relu, all padded as "
          + "SAME_UPPER, with the block's input or a Conv 1×1 of it added";

  private final OnnxGraph graph;
  private final Map<String, NamedArray> arrays = new HashMap<>();

  private OnnxResidual(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Adds the block that begins at a tensor.
   *
   * @param first the two nodes that read the tensor
   * @param path the layers up to there, which grows
   * @return the tensor that the block makes
   * @throws ExchangeException if it is another kind of block
   */
  static String add(OnnxGraph graph, String tensor, List<OnnxNode> first, OnnxPath path)
      throws ExchangeException {
    if (first.size() != 2) {
      throw first.get(0).problem(FORM);
    }
    return new OnnxResidual(graph).read(tensor, first, path.maps(first.get(0)), path);
  }

  private String read(String tensor, List<OnnxNode> first, Shape.Maps input, OnnxPath path)
      throws ExchangeException {
    boolean isMainFirst = first.get(0).is("Conv") && !isPointwise(first.get(0));
    OnnxNode main = first.get(isMainFirst ? 0 : 1);
    OnnxNode other = first.get(isMainFirst ? 1 : 0);
    int stride = main.side("strides", 1);
    Branch inner = convolve(main, input, new ConvolutionWindow(3, 3, stride, Padding.SAME), "1");
    OnnxNode second = next(next(inner.tensor(), "Relu").output(), "Conv");
    Branch end = convolve(second, inner.shape(), new ConvolutionWindow(3, 3, 1, Padding.SAME), "2");
    OnnxNode sum = next(end.tensor(), "Add");
    Residual spec = new Residual(inner.shape().channels(), stride);
    String shortcut = tensor;
    if (spec.changesShape(input.channels())) {
      ConvolutionWindow window = new ConvolutionWindow(1, 1, stride, Padding.SAME);
      shortcut = convolve(other, input, window, "shortcut_").tensor();
    }
    if (!sum.inputs().equals(List.of(end.tensor(), shortcut))
        && !sum.inputs().equals(List.of(shortcut, end.tensor()))) {
      throw sum.problem(FORM);
    }
    path.add(spec, arrays);
    return next(sum.output(), "Relu").output();
  }

  /** What a branch has come to. */
  private record Branch(String tensor, Shape.Maps shape) {}

  /**
   * Follows a convolution and its normalization.
   *
   * @param name which of the block's it is: "1", "2" or "shortcut_"
   */
  private Branch convolve(OnnxNode node, Shape.Maps input, ConvolutionWindow expected, String name)
      throws ExchangeException {
    if (!node.is("Conv") || node.integer("group", 1) != 1) {
      throw node.problem(FORM);
    }
    OnnxConvolution convolution = OnnxConvolution.of(graph, node, input, OnnxConvolution.UNPADDED);
    ConvolutionWindow window = convolution.window();
    boolean isExpected =
        window.height() == expected.height()
            && window.width() == expected.width()
            && window.stride() == expected.stride()
            && window.pads(input).equals(expected.pads(input));
    if (!isExpected) {
      throw node.problem(FORM);
    }
    boolean isShortcut = name.equals("shortcut_");
    arrays.putAll(
        convolution.arrays(isShortcut ? "shortcut_convolution/" : "convolution" + name + "/"));
    String prefix = isShortcut ? "shortcut_normalisation/" : "normalisation" + name + "/";
    int filters = convolution.filters();
    Optional<OnnxNode> norm = graph.onlyReader(node.output(), "BatchNormalization");
    arrays.putAll(
        norm.isPresent()
            ? OnnxNormalization.arrays(graph, norm.get(), filters, prefix)
            : OnnxNormalization.none(filters, prefix));
    return new Branch(
        norm.map(OnnxNode::output).orElse(node.output()),
        new Shape.Maps(
            filters,
            (input.height() + window.stride() - 1) / window.stride(),
            (input.width() + window.stride() - 1) / window.stride()));
  }

  private static boolean isPointwise(OnnxNode node) {
    return node.integers("kernel_shape").equals(List.of(1L, 1L));
  }

  private OnnxNode next(String tensor, String operation) throws ExchangeException {
    List<OnnxNode> readers = graph.readers(tensor);
    if (readers.isEmpty()) {
      throw new ExchangeException("nothing reads %s; %s".formatted(OnnxNode.quoted(tensor), FORM));
    }
    Optional<OnnxNode> next = graph.onlyReader(tensor, operation);
    if (next.isEmpty()) {
      throw readers.get(0).problem(FORM);
    }
    return next.get();
  }
}
