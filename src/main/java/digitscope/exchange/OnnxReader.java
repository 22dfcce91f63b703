package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorShapeProto;

/**
 * Follows an ONNX graph from its input to its output, and puts together the layers of ours that
 * compute the same. What only training needs is passed over.
 */
final class OnnxReader {
  private static final String SUPPORTED =
      "Conv, Gemm, MatMul with Add, BatchNormalization, Relu, LeakyRelu, Elu, Selu, Sigmoid, Tanh,"
          + " MaxPool, AveragePool, GlobalAveragePool, ReduceMean, residual Add, Flatten, Reshape,"
          + " Squeeze, Unsqueeze, Dropout, Identity, Softmax and LogSoftmax";

  private final OnnxGraph graph;
  private final LayerStack stack;
  private final OnnxLayers layers;
  private final OnnxConvolutions convolutions;
  private String tensor;
  private boolean areProbabilities;

  private OnnxReader(OnnxGraph graph, ImageShape image) {
    this.graph = graph;
    this.stack = new LayerStack(image);
    this.layers = new OnnxLayers(graph, stack);
    this.convolutions = new OnnxConvolutions(graph, stack);
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
      throw new ExchangeException(String.valueOf(e.getMessage()), e);
    }
  }

  private void readInput(ImageShape image) throws ExchangeException {
    TensorShapeProto shape = graph.input().getType().getTensorType().getShape();
    List<Long> sizes = new ArrayList<>();
    shape.getDimList().forEach(dimension -> sizes.add(dimension.getDimValue()));
    List<Long> expected =
        switch (sizes.size()) {
          case 2 -> List.of((long) image.size());
          case 3 -> List.of((long) image.height() * image.channels(), (long) image.width());
          default -> List.of((long) image.channels(), (long) image.height(), (long) image.width());
        };
    boolean fits = sizes.size() == expected.size() + 1;
    for (int i = 0; fits && i < expected.size(); i++) {
      long size = sizes.get(i + 1);
      // 0 stands for a size that is only known when the network runs.
      fits = size == 0 || size == expected.get(i);
    }
    if (!fits) {
      throw new ExchangeException(
          "its input %s has the shape %s, but the images are [batch, %d, %d, %d]; give data with such images"
              .formatted(
                  OnnxNode.quoted(tensor),
                  OnnxNode.brief(sizes),
                  image.channels(),
                  image.height(),
                  image.width()));
    }
    if (sizes.size() == 2) {
      stack.add(new LayerSpec.Flatten());
    }
  }

  private void readNodes() throws ExchangeException {
    for (int steps = 0; !tensor.equals(graph.output()); steps++) {
      List<OnnxNode> next = graph.readers(tensor);
      if (next.isEmpty() || steps > graph.size()) {
        throw new ExchangeException(
            "from its input no way leads to its output %s"
                .formatted(OnnxNode.quoted(graph.output())));
      }
      tensor = follow(next);
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
      } else if (!first.input(0).equals(tensor) && !first.is("Add")) {
        throw unsupported(first);
      }
      return layer(first);
    } catch (InvalidNetworkException e) {
      throw first.problem("it becomes " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw first.problem(String.valueOf(e.getMessage()));
    }
  }

  /** Adds what a node computes, perhaps with others behind it. */
  private String layer(OnnxNode node) throws ExchangeException {
    switch (node.operation()) {
      case "Conv" -> {
        return convolutions.add(node);
      }
      case "Gemm", "MatMul" -> {
        return layers.dense(node);
      }
      case "BatchNormalization" -> layers.normalisation(node);
      case "MaxPool", "AveragePool" -> layers.pooling(node);
      case "GlobalAveragePool", "ReduceMean" -> layers.globalPooling(node);
      case "Flatten", "Squeeze" -> layers.flatten(node);
      case "Reshape", "Unsqueeze" -> layers.reshape(node);
      case "Dropout" -> layers.dropout(node);
      case "Identity" -> {}
      case "Add" -> {
        return output(node);
      }
      default -> activate(node);
    }
    return node.output();
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
          default -> throw unsupported(node);
        };
    if (!stack.activate(activation)) {
      throw node.problem(
          "it follows no convolution, dense layer or normalisation whose activation it could be");
    }
  }

  private static Activation overClasses(OnnxNode node) throws ExchangeException {
    if (Math.abs(node.integer("axis", 1)) != 1) {
      throw node.problem("it is not over the classes (axis 1)");
    }
    return Activation.SOFTMAX;
  }

  private static Activation withAlpha(
      OnnxNode node, Activation activation, double ours, double otherwise)
      throws ExchangeException {
    double alpha = node.real("alpha", otherwise);
    if (alpha != ours) {
      throw node.problem("its alpha is %s; only %s is supported".formatted(alpha, ours));
    }
    return activation;
  }

  /** What more than one node reads begins a residual block, or an end as we write it. */
  private String branch(List<OnnxNode> next) throws ExchangeException {
    for (OnnxNode node : next) {
      if (node.is("Sub")) {
        return movedUp(node);
      } else if (node.is("ReduceSumSquare")) {
        return OnnxKMeans.add(graph, tensor, node, stack);
      }
    }
    for (OnnxNode node : next) {
      if (!node.is("Conv") && !node.is("Add")) {
        throw unsupported(node);
      }
    }
    return OnnxResidual.add(graph, tensor, next, stack);
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
      throw unsupported(difference);
    }
    return difference.output();
  }

  /** Outputs divided by their sum, as {@link OnnxWriter} writes it. */
  private String output(OnnxNode sum) throws ExchangeException {
    Optional<OnnxNode> division =
        graph
            .onlyReader(sum.output(), "LpNormalization")
            .filter(node -> node.integer("p", 2) == 1 && node.output().equals(graph.output()));
    boolean isTiny =
        graph.isConstant(sum.input(1))
            && graph.constant(sum, sum.input(1)).values()[0] == OnnxWriter.TINY;
    if (division.isEmpty() || !isTiny) {
      throw unsupported(sum);
    }
    areProbabilities = true;
    return graph.output();
  }

  private static ExchangeException unsupported(OnnxNode node) {
    return node.problem("this is not supported; supported are " + SUPPORTED);
  }
}
