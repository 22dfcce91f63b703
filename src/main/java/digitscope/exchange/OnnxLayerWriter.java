package digitscope.exchange;

import static digitscope.exchange.GraphBuilder.integer;
import static digitscope.exchange.GraphBuilder.integers;
import static digitscope.exchange.GraphBuilder.real;

import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;

/**
 * Writes down one layer as ONNX nodes, and gives the name of the tensor that comes out of them.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">the operators</a>
 */
final class OnnxLayerWriter implements LayerSpec.Visitor<String> {
  private final GraphBuilder graph;
  private final Map<String, NamedArray> arrays;
  private final LayerSummary layer;
  private final String name;
  private final String input;
  private final boolean isLast;

  /**
   * @param graph receives the nodes
   * @param arrays of the whole network, by their names
   * @param input name of the tensor that goes in
   * @param isLast whether the network's output function follows, which is written apart
   */
  OnnxLayerWriter(
      GraphBuilder graph,
      Map<String, NamedArray> arrays,
      LayerSummary layer,
      String input,
      boolean isLast) {
    this.graph = graph;
    this.arrays = arrays;
    this.layer = layer;
    this.name = layer.name();
    this.input = input;
    this.isLast = isLast;
  }

  @Override
  public String conv2d(Conv2d conv) {
    return activated(
        convolved(name, input, maps(), ConvolutionWindow.of(conv)), name, conv.activation());
  }

  @Override
  public String conv2dTranspose(Conv2dTranspose conv) {
    ConvolutionWindow window = ConvolutionWindow.of(conv);
    String spread =
        node(
            name,
            "ConvTranspose",
            input,
            arrays(name, "weights", "biases"),
            integers("kernel_shape", window.height(), window.width()),
            integers("strides", window.stride(), window.stride()),
            integers("pads", window.transposedPads()),
            integers("output_padding", window.outputPadding()));
    return activated(spread, name, conv.activation());
  }

  @Override
  public String separableConv2d(SeparableConv2d conv) {
    ConvolutionWindow window = ConvolutionWindow.of(conv);
    String depthwise =
        node(
            name + "/depthwise",
            "Conv",
            input,
            arrays(name, "depthwise_weights"),
            integer("group", maps().channels()),
            integers("kernel_shape", window.height(), window.width()),
            integers("strides", window.stride(), window.stride()),
            integers("pads", window.pads(maps())));
    String sums =
        node(
            name,
            "Conv",
            depthwise,
            arrays(name, "weights", "biases"),
            integers("kernel_shape", 1, 1));
    return activated(sums, name, conv.activation());
  }

  @Override
  public String residual(Residual block) {
    Shape.Maps inner = (Shape.Maps) layer.output();
    ConvolutionWindow first = new ConvolutionWindow(3, 3, block.stride(), Padding.SAME);
    String main =
        normalized(
            name + "/normalisation1", convolved(name + "/convolution1", input, maps(), first));
    main = activated(main, name + "/normalisation1", Activation.RELU);
    main =
        normalized(
            name + "/normalisation2",
            convolved(
                name + "/convolution2", main, inner, new ConvolutionWindow(3, 3, 1, Padding.SAME)));
    String shortcut = input;
    if (block.changesShape(maps().channels())) {
      ConvolutionWindow projection = new ConvolutionWindow(1, 1, block.stride(), Padding.SAME);
      shortcut =
          normalized(
              name + "/shortcut_normalisation",
              convolved(name + "/shortcut_convolution", input, maps(), projection));
    }
    String sum = graph.node(name + "/sum", "Add", List.of(main, shortcut));
    return activated(sum, name, Activation.RELU);
  }

  @Override
  public String maxPool2d(MaxPool2d pool) {
    return pooled("MaxPool", pool);
  }

  @Override
  public String averagePool2d(AveragePool2d pool) {
    return pooled("AveragePool", pool);
  }

  @Override
  public String globalAveragePool2d(GlobalAveragePool2d pool) {
    return flattened(name, node(name + "/mean", "GlobalAveragePool", input, List.of()));
  }

  @Override
  public String flatten(Flatten flatten) {
    return flattened(name, input);
  }

  @Override
  public String dense(Dense dense) {
    String vector =
        layer.input() instanceof Shape.Maps ? flattened(name + "/flatten", input) : input;
    String sums = node(name, "Gemm", vector, arrays(name, "weights", "biases"));
    return isLast ? sums : activated(sums, name, dense.activation());
  }

  @Override
  public String dropout(Dropout dropout) {
    String rate = graph.constant(name + "/rate", (float) dropout.rate());
    return node(name, "Dropout", input, List.of(rate));
  }

  @Override
  public String batchNorm(BatchNorm norm) {
    return activated(normalized(name, input), name, norm.activation());
  }

  /**
   * The operator itself is newer than {@link OnnxWriter}'s operator set, so it is written as
   * PyTorch does for that: each group as one channel, which instance normalization normalizes.
   */
  @Override
  public String groupNorm(GroupNorm norm) {
    int channels = array(name, "gamma").shape().get(0);
    String asGroups = graph.row(name + "/as_groups", 0, norm.groups(), -1);
    String groups = node(name + "/groups", "Reshape", input, List.of(asGroups));
    List<String> unchanged =
        List.of(
            graph.constant(NamedArray.constant(name + "/ones", norm.groups(), 1)),
            graph.constant(NamedArray.constant(name + "/zeros", norm.groups(), 0)));
    String normalized =
        node(
            name + "/normalized",
            "InstanceNormalization",
            groups,
            unchanged,
            real("epsilon", ParameterLayout.GROUP_NORMALIZATION_EPSILON));
    boolean isOfMaps = layer.input() instanceof Shape.Maps;
    String shape =
        isOfMaps
            ? graph.row(name + "/shape", 0, channels, maps().height(), maps().width())
            : graph.row(name + "/shape", 0, channels);
    String values = node(name + "/channels", "Reshape", normalized, List.of(shape));
    Integer[] each = isOfMaps ? new Integer[] {channels, 1, 1} : new Integer[] {channels};
    String gamma = graph.constant(array(name, "gamma").reshaped(each));
    String beta = graph.constant(array(name, "beta").reshaped(each));
    String scaled = node(name + "/scaled", "Mul", values, List.of(gamma));
    return activated(node(name, "Add", scaled, List.of(beta)), name, norm.activation());
  }

  /** ‖x − c‖² is ‖x‖² − 2 x·c + ‖c‖²; the rest as in the definition of the layer. */
  @Override
  public String kMeans(KMeans kMeans) {
    AttributeProto[] acrossRow = {integers("axes", 1), integer("keepdims", 1)};
    String image = flattened(name + "/flatten", input);
    String squares = node(name + "/squares", "ReduceSumSquare", image, List.of(), acrossRow);
    NamedArray centroids = array(name, "centroids");
    int clusters = centroids.shape().get(0);
    String matrix =
        graph.constant(centroids.reshaped(clusters, centroids.values().length / clusters));
    String norms = graph.constant(array(name, "squared_norms"));
    String products =
        node(
            name + "/products",
            "Gemm",
            image,
            List.of(matrix, norms),
            real("alpha", -2),
            integer("transB", 1));
    String squaredDistances =
        graph.node(name + "/squared_distances", "Add", List.of(products, squares));
    String notNegative = node(name + "/not_negative", "Relu", squaredDistances, List.of());
    String distances = node(name + "/distances", "Sqrt", notNegative, List.of());
    String mean = node(name + "/mean_distance", "ReduceMean", distances, List.of(), acrossRow);
    String nearness = graph.node(name + "/nearness", "Sub", List.of(mean, distances));
    return activated(nearness, name, Activation.RELU);
  }

  private String convolved(String owner, String from, Shape.Maps maps, ConvolutionWindow window) {
    return node(
        owner,
        "Conv",
        from,
        arrays(owner, "weights", "biases"),
        integers("kernel_shape", window.height(), window.width()),
        integers("strides", window.stride(), window.stride()),
        integers("pads", window.pads(maps)));
  }

  private String normalized(String owner, String from) {
    return node(
        owner,
        "BatchNormalization",
        from,
        arrays(owner, "gamma", "beta", "running_mean", "running_variance"),
        real("epsilon", ParameterLayout.NORMALIZATION_EPSILON));
  }

  private String pooled(String operation, LayerSpec.Pooling pool) {
    return node(
        name,
        operation,
        input,
        List.of(),
        integers("kernel_shape", pool.size(), pool.size()),
        integers("strides", pool.stride(), pool.stride()));
  }

  private String flattened(String node, String from) {
    return node(node, "Flatten", from, List.of(), integer("axis", 1));
  }

  private String activated(String from, String owner, Activation activation) {
    return activated(graph, from, owner, activation);
  }

  /** Puts an activation behind a tensor, with nodes that are called after their layer. */
  static String activated(GraphBuilder graph, String from, String owner, Activation activation) {
    List<String> inputs = List.of(from);
    return switch (activation) {
      case LINEAR -> from;
      case RELU -> graph.node(owner + "/relu", "Relu", inputs);
      case LEAKY_RELU ->
          graph.node(owner + "/leaky_relu", "LeakyRelu", inputs, real("alpha", 0.01));
      case ELU -> graph.node(owner + "/elu", "Elu", inputs, real("alpha", 1));
      case SELU -> graph.node(owner + "/selu", "Selu", inputs);
      case SIGMOID -> graph.node(owner + "/sigmoid", "Sigmoid", inputs);
      case TANH -> graph.node(owner + "/tanh", "Tanh", inputs);
      case SOFTMAX -> graph.node(owner + "/softmax", "Softmax", inputs, integer("axis", 1));
    };
  }

  /** Adds a node that takes a tensor and some arrays. */
  private String node(
      String node, String operation, String from, List<String> more, AttributeProto... attributes) {
    List<String> inputs = new ArrayList<>(List.of(from));
    inputs.addAll(more);
    return graph.node(node, operation, inputs, attributes);
  }

  private Shape.Maps maps() {
    return (Shape.Maps) layer.input();
  }

  private List<String> arrays(String owner, String... names) {
    return Stream.of(names).map(array -> graph.constant(array(owner, array))).toList();
  }

  private NamedArray array(String owner, String array) {
    NamedArray found = arrays.get(owner + "/" + array);
    if (found == null) {
      throw new IllegalStateException("%s has no %s".formatted(owner, array));
    }
    return found;
  }
}
