package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layers of ours that single nodes of an ONNX graph are. */
final class OnnxLayers {
  private final OnnxGraph graph;
  private final LayerStack stack;

  /**
   * @param graph where the nodes are from
   * @param stack the layers up to them, which grows
   */
  OnnxLayers(OnnxGraph graph, LayerStack stack) {
    this.graph = graph;
    this.stack = stack;
  }

  /** Adds a dense layer, with the sum behind a bare product, and gives the tensor it makes. */
  String dense(OnnxNode node) throws ExchangeException {
    NamedArray matrix = graph.constant(node, node.input(1));
    if (matrix.shape().size() != 2 || !(stack.shape() instanceof Shape.Vector input)) {
      throw node.problem("only the product of a vector and a matrix is supported; flatten before");
    }
    if (node.integer("transA", 0) != 0) {
      throw node.problem("transA is not supported");
    }
    NamedArray weights = node.integer("transB", 0) == 0 ? matrix : matrix.transposed(1, 0);
    int units = weights.shape().get(1);
    if (weights.shape().get(0) != input.size()) {
      throw node.problem(
          "its matrix is for %d inputs, but gets %d"
              .formatted(weights.shape().get(0), input.size()));
    }
    NamedArray biases = scaled(graph.biases(node, units), node.real("beta", 1));
    String output = node.output();
    Optional<OnnxNode> sum = graph.onlyReader(output, "Add");
    if (node.is("MatMul") && sum.isPresent()) {
      String other = sum.get().input(sum.get().input(0).equals(output) ? 1 : 0);
      biases = graph.vector(sum.get(), other, units);
      output = sum.get().output();
    }
    stack.add(
        new LayerSpec.Dense(units, Activation.LINEAR),
        Map.of("weights", scaled(weights, node.real("alpha", 1)), "biases", biases));
    return output;
  }

  private static NamedArray scaled(NamedArray array, double factor) {
    if (factor == 1) {
      return array;
    }
    float[] values = array.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) factor;
    }
    return new NamedArray(array.name(), array.shape(), values);
  }

  void normalisation(OnnxNode node) throws ExchangeException {
    int channels =
        stack.shape() instanceof Shape.Maps maps ? maps.channels() : stack.shape().size();
    stack.add(
        new LayerSpec.BatchNorm(Activation.LINEAR),
        OnnxNormalisation.arrays(graph, node, channels, ""));
  }

  void pooling(OnnxNode node) throws ExchangeException {
    if (hasPads(node) || node.integer("ceil_mode", 0) != 0 || node.side("dilations", 1) != 1) {
      throw node.problem("padding, dilation and ceil_mode are not supported");
    }
    int side = node.side("kernel_shape", 0);
    int stride = node.side("strides", 1);
    stack.add(
        node.is("MaxPool")
            ? new LayerSpec.MaxPool2d(side, stride)
            : new LayerSpec.AveragePool2d(side, stride));
  }

  private static boolean hasPads(OnnxNode node) {
    return node.integers("pads").stream().anyMatch(zeros -> zeros != 0)
        || node.text("auto_pad").startsWith("SAME");
  }

  void globalPooling(OnnxNode node) throws ExchangeException {
    if (node.is("ReduceMean")) {
      List<Long> axes =
          node.input(1).isEmpty()
              ? node.integers("axes")
              : Arrays.stream(graph.integers(node, node.input(1))).boxed().toList();
      List<Long> fromFront =
          axes.stream().map(axis -> axis < 0 ? axis + 4 : axis).sorted().toList();
      if (!fromFront.equals(List.of(2L, 3L))) {
        throw node.problem("only the mean over rows and columns (axes 2, 3) is supported");
      }
    }
    stack.add(new LayerSpec.GlobalAveragePool2d());
  }

  /**
   * Whatever brings a batch of maps into the form of vectors keeps the order of the values; that
   * the vectors are as long as they must be is seen where a matrix takes them.
   */
  void flatten(OnnxNode node) throws ExchangeException {
    if (node.is("Flatten") && node.integer("axis", 1) != 1) {
      throw node.problem("only axis 1 is supported");
    }
    boolean isForKMeans =
        graph.readers(node.output()).stream().anyMatch(next -> next.is("ReduceSumSquare"));
    if (!isForKMeans && stack.shape() instanceof Shape.Maps) {
      stack.add(new LayerSpec.Flatten());
    }
  }

  /** Makes vectors of maps, or the maps of the images from any other form of the input. */
  void reshape(OnnxNode node) throws ExchangeException {
    if (node.is("Reshape") && !graph.isConstant(node.input(1))) {
      flatten(node);
      return;
    }
    long[] sizes = node.is("Reshape") ? graph.integers(node, node.input(1)) : new long[0];
    if (sizes.length == 2) {
      flatten(node);
    } else if (!stack.restart() || !(node.is("Unsqueeze") || areImages(sizes))) {
      throw node.problem("only reshaping to vectors, or of the input to images, is supported");
    }
  }

  private boolean areImages(long[] sizes) {
    return stack.shape() instanceof Shape.Maps image
        && sizes.length == 4
        && sizes[1] == image.channels()
        && sizes[2] == image.height()
        && sizes[3] == image.width();
  }

  /** Dropout does nothing after training, but shall be there if training goes on. */
  void dropout(OnnxNode node) throws ExchangeException {
    double rate =
        node.input(1).isEmpty()
            ? node.real("ratio", 0.5)
            : OnnxNode.asWritten(graph.constant(node, node.input(1)).values()[0]);
    if (rate > 0 && rate <= 0.95) {
      stack.add(new LayerSpec.Dropout(rate));
    }
  }
}
