package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.InvalidNetworkException;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import digitscope.io.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;

/**
 * Follows an ONNX graph from its input to its output, and puts together the layers of ours that
 * compute the same. What only training needs is passed over.
 */
final class OnnxReader {
  private final OnnxGraph graph;
  private final OnnxPath path;
  private final LayerStack stack;
  private final OnnxLayers layers;
  private final OnnxConvolutions convolutions;
  private final OnnxGroups groups;
  private String tensor;
  private boolean areProbabilities;

  private OnnxReader(OnnxGraph graph, ImageShape image) {
    this.graph = graph;
    this.path = new OnnxPath(image);
    this.stack = path.stack();
    this.layers = new OnnxLayers(graph, path);
    this.convolutions = new OnnxConvolutions(graph, path);
    this.groups = new OnnxGroups(graph, path);
    this.tensor = graph.input().getName();
  }

  /**
   * Reads a graph.
   *
   * @param name what the network shall be called
   * @param image shape of the images it is for
   * @param classNames what its outputs stand for
   * @throws ExchangeException naming the first node that is not supported, or what else is wrong
   */
  static PortableNetwork read(
      GraphProto graph, String name, ImageShape image, List<String> classNames)
      throws ExchangeException {
    OnnxReader reader = new OnnxReader(new OnnxGraph(graph), image);
    try {
      reader.readInput(image);
      reader.readNodes();
      return reader.stack.build(name, classNames);
    } catch (IllegalArgumentException e) {
      // Of a layer that the description of our networks refuses.
      throw new ExchangeException(
          Reason.of(e) + "; choose data with as many classes as the network has outputs", e);
    }
  }

  private void readInput(ImageShape image) throws ExchangeException {
    int type = graph.input().getType().getTensorType().getElemType();
    if (type != TensorProto.DataType.FLOAT_VALUE
        && type != TensorProto.DataType.DOUBLE_VALUE
        && type != TensorProto.DataType.UNDEFINED_VALUE) {
      throw new ExchangeException(
          "its input %s is not of type FLOAT; export it for pixels from 0 to 1"
              .formatted(OnnxNode.quoted(tensor)));
    }
    TensorShapeProto shape = graph.input().getType().getTensorType().getShape();
    List<Long> sizes = new ArrayList<>();
    shape.getDimList().forEach(dimension -> sizes.add(dimension.getDimValue()));
    OnnxForm form =
        forms(image).stream()
            .filter(possible -> fits(sizes, possible))
            .findFirst()
            .orElseThrow(
                () ->
                    new ExchangeException(
                        String.format(
                            Locale.ROOT,
                            "its input %s has shape %s, but the images are [batch, %d, "
                                + "%d, %d]; choose data with matching images",
                            OnnxNode.quoted(tensor),
                            OnnxNode.brief(sizes),
                            image.channels(),
                            image.height(),
                            image.width())));
    path.reform(form);
    path.pass(tensor);
  }

  /** The forms in which a network may take images. */
  private List<OnnxForm> forms(ImageShape image) {
    OnnxForm first = path.form();
    Shape.Maps maps = new Shape.Maps(image.channels(), image.height(), image.width());
    return List.of(
        first,
        OnnxForm.channelsLast(maps),
        first.reshaped(List.of(image.channels() * image.height(), image.width())),
        first.reshaped(List.of(image.size())));
  }

  /** Whether the sizes of an input, batch first, are those of a form; 0 stands for any. */
  private static boolean fits(List<Long> sizes, OnnxForm form) {
    boolean fits = sizes.size() == form.sizes().size() + 1;
    for (int i = 0; fits && i < form.sizes().size(); i++) {
      long size = sizes.get(i + 1);
      fits = size == 0 || size == form.sizes().get(i);
    }
    return fits;
  }

  private void readNodes() throws ExchangeException {
    for (int steps = 0; !tensor.equals(graph.output()); steps++) {
      List<OnnxNode> next = graph.readers(tensor);
      if (next.isEmpty() || steps > graph.size()) {
        throw new ExchangeException(
            "no path leads from its input to its output %s; export the trained network again"
                .formatted(OnnxNode.quoted(graph.output())));
      }
      tensor = follow(next);
      path.pass(tensor);
    }
    if (!areProbabilities && stack.endsInLogits()) {
      stack.activate(Activation.SOFTMAX);
    }
  }

  /** Adds what the nodes that read the tensor compute, and gives the tensor they make. */
  private String follow(List<OnnxNode> next) throws ExchangeException {
    OnnxNode first = next.get(0);
    try {
      if (next.size() > 1) {
        return branch(next);
      } else if (!first.input(0).equals(tensor) && !first.is("Add") && !first.is("Mul")) {
        throw OnnxAdvice.unsupported(first);
      }
      return layer(first);
    } catch (InvalidNetworkException e) {
      throw first.problem(
          "it becomes %s; choose data with images like those it was trained on"
              .formatted(Reason.of(e)));
    } catch (IllegalArgumentException e) {
      throw first.problem(Reason.of(e) + "; change it and export the network again");
    }
  }

  /** Adds what a node computes, perhaps with others behind it. */
  private String layer(OnnxNode node) throws ExchangeException {
    switch (node.operation()) {
      case "Conv" -> {
        return convolutions.add(node);
      }
      case "ConvTranspose" -> OnnxTransposedConvolution.add(graph, node, path);
      case "Pad" -> {
        return layers.pad(node, convolutions);
      }
      case "Gemm", "MatMul" -> layers.dense(node);
      case "BatchNormalization" -> layers.normalization(node);
      case "GroupNormalization", "InstanceNormalization" -> groups.add(node);
      case "MaxPool", "AveragePool" -> OnnxPooling.add(node, path);
      case "GlobalAveragePool", "GlobalMaxPool", "ReduceMean" -> layers.globalPooling(node);
      case "Flatten", "Squeeze", "Unsqueeze" -> layers.reshape(node);
      case "Reshape" -> {
        return reshape(node);
      }
      case "Transpose" -> layers.transpose(node);
      case "Dropout" -> layers.dropout(node);
      case "Identity" -> {}
      case "Cast" -> cast(node);
      case "Sub", "Mul", "Div" -> layers.scale(node);
      case "Add" -> {
        return sum(node);
      }
      default -> activate(node);
    }
    return node.output();
  }

  /** Changes the form, unless it makes groups of channels to be normalized. */
  private String reshape(OnnxNode node) throws ExchangeException {
    Optional<String> normalized = groups.add(node, layers.reshaped(node));
    if (normalized.isEmpty()) {
      layers.reshape(node);
    }
    return normalized.orElse(node.output());
  }

  private static void cast(OnnxNode node) throws ExchangeException {
    if (node.integer("to", 0) != TensorProto.DataType.FLOAT_VALUE) {
      throw node.problem(
          "it casts to a type other than FLOAT; export the network with model.float()");
    }
  }

  private void activate(OnnxNode node) throws ExchangeException {
    Activation activation =
        switch (node.operation()) {
          case "Relu" -> Activation.RELU;
          case "LeakyRelu" -> withAlpha(node, Activation.LEAKY_RELU, 0.01, 0.01);
          case "Elu" -> withAlpha(node, Activation.ELU, 1, 1);
          case "Selu" -> Activation.SELU;
          case "Sigmoid" -> Activation.SIGMOID;
          case "Tanh" -> Activation.TANH;
          case "Softmax", "LogSoftmax" -> overClasses(node);
          default -> throw OnnxAdvice.unsupported(node);
        };
    if (!stack.activate(activation)) {
      throw node.problem(
          "it does not follow a convolution, dense layer or normalization that it could "
              + "belong to; put it right after one");
    }
  }

  private static Activation overClasses(OnnxNode node) throws ExchangeException {
    if (Math.abs(node.integer("axis", 1)) != 1) {
      throw node.problem("it is not over the classes; use dim=1");
    }
    return Activation.SOFTMAX;
  }

  private static Activation withAlpha(
      OnnxNode node, Activation activation, double ours, double otherwise)
      throws ExchangeException {
    double alpha = node.real("alpha", otherwise);
    if (alpha != ours) {
      throw node.problem("its alpha is %s; use %s".formatted(alpha, ours));
    }
    return activation;
  }

  /** What more than one node reads begins a residual block, or an end as we write it. */
  private String branch(List<OnnxNode> next) throws ExchangeException {
    for (OnnxNode node : next) {
      if (node.is("Sub")) {
        return movedUp(node);
      } else if (node.is("ReduceSumSquare")) {
        return OnnxKMeans.add(graph, tensor, node, path);
      }
    }
    for (OnnxNode node : next) {
      if (!node.is("Conv") && !node.is("Add")) {
        throw OnnxAdvice.unsupported(node);
      }
    }
    return OnnxResidual.add(graph, tensor, next, path);
  }

  /** Outputs less the lowest negative one, as {@link OnnxWriter} writes it. */
  private String movedUp(OnnxNode difference) throws ExchangeException {
    boolean isOurs =
        graph
            .maker(difference.input(1), "Min")
            .flatMap(min -> graph.maker(min.input(0), "ReduceMin"))
            .filter(lowest -> lowest.input(0).equals(tensor) && difference.input(0).equals(tensor))
            .isPresent();
    if (!isOurs) {
      throw OnnxAdvice.unsupported(difference);
    }
    return difference.output();
  }

  /** Adds biases; or the outputs divided by their sum, as {@link OnnxWriter} writes it. */
  private String sum(OnnxNode sum) throws ExchangeException {
    Optional<OnnxNode> division =
        graph
            .onlyReader(sum.output(), "LpNormalization")
            .filter(node -> node.integer("p", 2) == 1 && node.output().equals(graph.output()));
    if (division.isEmpty()) {
      layers.scale(sum);
      return sum.output();
    }
    boolean isTiny =
        graph.isConstant(sum.input(1))
            && graph.constant(sum, sum.input(1)).values()[0] == OnnxWriter.TINY;
    if (!isTiny) {
      throw OnnxAdvice.unsupported(sum);
    }
    areProbabilities = true;
    return graph.output();
  }
}
