package digitscope.exchange;

import static digitscope.exchange.GraphBuilder.integer;
import static digitscope.exchange.GraphBuilder.integers;
import static digitscope.exchange.GraphBuilder.real;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.Padding;
import digitscope.config.Shape;
import digitscope.run.Provenance;
import digitscope.train.ParameterLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;

/**
 * A network as an ONNX model: from a batch of images to one probability a class. Nodes and arrays
 * are called after the layer they belong to, such as {@code 3.convolution/weights}.
 *
 * @see <a href="https://onnx.ai/onnx/operators/">the operators</a>
 */
final class OnnxWriter {
  static final String PRODUCER = "Digitscope";
  static final String INPUT = "input";
  static final String OUTPUT = "probabilities";

  /** The oldest sets that have all we use, so that many programs can read the file. */
  private static final int OPERATOR_SET = 13;

  private static final int FILE_FORMAT = 7;

  /** Added to outputs before they are divided by their sum: too small to change any but zeros. */
  static final float TINY = 1e-37f;

  private final PortableNetwork network;
  private final GraphBuilder graph;
  private final Map<String, NamedArray> arrays = new LinkedHashMap<>();
  private String tensor = INPUT;

  private OnnxWriter(PortableNetwork network) {
    this.network = network;
    this.graph = new GraphBuilder(network.name());
    network.arrays().forEach(array -> arrays.put(array.name(), array));
  }

  /** Writes down a network. */
  static ModelProto write(PortableNetwork network) {
    return new OnnxWriter(network).model();
  }

  private ModelProto model() {
    List<LayerSummary> layers = network.layers();
    Shape images = Shape.Maps.of(network.image());
    String classes = String.join(", ", network.classNames());
    graph.input(
        INPUT,
        images,
        "Images in [batch, channels, height, width] order; pixels from 0 (paper, black) to 1 (ink,"
            + " white): white on black.");
    for (LayerSummary layer : layers) {
      boolean isLast = layer.number() == layers.size();
      write(layer, isLast);
      graph.describe(tensor, layer.output());
    }
    Activation activation = ((LayerSpec.Dense) layers.get(layers.size() - 1).spec()).activation();
    writeOutput(network.layerName(layers.size()), activation);
    graph.output(
        OUTPUT,
        new Shape.Vector(network.classNames().size()),
        "One probability a class, in the order " + classes + ".");
    return ModelProto.newBuilder()
        .setIrVersion(FILE_FORMAT)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
        .setProducerName(PRODUCER)
        .setProducerVersion(Provenance.programVersion())
        .setModelVersion(1)
        .setDocString(
            "%s, trained with Digitscope. It takes images of %s with pixels 0..1, white on black, and gives one probability for each of: %s."
                .formatted(network.name(), images, classes))
        .setGraph(graph.build())
        .addMetadataProps(entry("classes", classes))
        .addMetadataProps(entry("pixels", "0..1, white on black"))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void write(LayerSummary layer, boolean isLast) {
    LayerSpec spec = layer.spec();
    String name = network.layerName(layer.number());
    if (spec instanceof LayerSpec.Conv2d conv) {
      convolve(name, (Shape.Maps) layer.input(), Window.of(conv));
      activate(name, conv.activation());
    } else if (spec instanceof LayerSpec.SeparableConv2d conv) {
      separate(name, (Shape.Maps) layer.input(), conv);
      activate(name, conv.activation());
    } else if (spec instanceof LayerSpec.BatchNorm norm) {
      normalise(name);
      activate(name, norm.activation());
    } else if (spec instanceof LayerSpec.Residual block) {
      addResidual(name, layer, block);
    } else if (spec instanceof LayerSpec.KMeans) {
      compareWithCentroids(name);
    } else if (spec instanceof LayerSpec.GlobalAveragePool2d) {
      apply(name + "/mean", "GlobalAveragePool");
      apply(name, "Flatten", integer("axis", 1));
    } else if (spec instanceof LayerSpec.MaxPool2d pool) {
      pool(name, "MaxPool", pool.size(), pool.stride());
    } else if (spec instanceof LayerSpec.AveragePool2d pool) {
      pool(name, "AveragePool", pool.size(), pool.stride());
    } else if (spec instanceof LayerSpec.Flatten) {
      apply(name, "Flatten", integer("axis", 1));
    } else if (spec instanceof LayerSpec.Dropout dropout) {
      String rate = graph.constant(name + "/rate", (float) dropout.rate());
      tensor = graph.node(name, "Dropout", List.of(tensor, rate));
    } else if (spec instanceof LayerSpec.Dense dense) {
      if (layer.input() instanceof Shape.Maps) {
        apply(name + "/flatten", "Flatten", integer("axis", 1));
      }
      apply(name, "Gemm", arrays(name, "weights", "biases"));
      if (!isLast) {
        activate(name, dense.activation());
      }
    }
    graph.explain("Layer %d, %s".formatted(layer.number(), spec.title()));
  }

  private void convolve(String name, Shape.Maps input, Window window) {
    apply(
        name,
        "Conv",
        arrays(name, "weights", "biases"),
        integers("kernel_shape", window.height(), window.width()),
        integers("strides", window.stride(), window.stride()),
        integers("pads", window.pads(input)));
  }

  private void separate(String name, Shape.Maps input, LayerSpec.SeparableConv2d conv) {
    Window window =
        new Window(conv.kernelHeight(), conv.kernelWidth(), conv.stride(), conv.padding());
    apply(
        name + "/depthwise",
        "Conv",
        arrays(name, "depthwise_weights"),
        integer("group", input.channels()),
        integers("kernel_shape", window.height(), window.width()),
        integers("strides", window.stride(), window.stride()),
        integers("pads", window.pads(input)));
    apply(name, "Conv", arrays(name, "weights", "biases"), integers("kernel_shape", 1, 1));
  }

  private void normalise(String name) {
    apply(
        name,
        "BatchNormalization",
        arrays(name, "gamma", "beta", "running_mean", "running_variance"),
        real("epsilon", ParameterLayout.NORMALISATION_EPSILON));
  }

  private void addResidual(String name, LayerSummary layer, LayerSpec.Residual block) {
    Shape.Maps input = (Shape.Maps) layer.input();
    Shape.Maps output = (Shape.Maps) layer.output();
    int stride = block.stride();
    String shortcut = tensor;
    String start = tensor;
    convolve(name + "/convolution1", input, new Window(3, 3, stride, Padding.SAME));
    normalise(name + "/normalisation1");
    activate(name + "/normalisation1", Activation.RELU);
    convolve(name + "/convolution2", output, new Window(3, 3, 1, Padding.SAME));
    normalise(name + "/normalisation2");
    String main = tensor;
    if (block.changesShape(input.channels())) {
      tensor = start;
      convolve(name + "/shortcut_convolution", input, new Window(1, 1, stride, Padding.SAME));
      normalise(name + "/shortcut_normalisation");
      shortcut = tensor;
    }
    tensor = graph.node(name + "/sum", "Add", List.of(main, shortcut));
    activate(name, Activation.RELU);
  }

  /** ‖x − c‖² is ‖x‖² − 2 x·c + ‖c‖²; the rest as in the definition of the layer. */
  private void compareWithCentroids(String name) {
    apply(name + "/flatten", "Flatten", integer("axis", 1));
    String image = tensor;
    apply(name + "/squares", "ReduceSumSquare", integers("axes", 1), integer("keepdims", 1));
    String squares = tensor;
    NamedArray centroids = array(name, "centroids");
    int clusters = centroids.shape().get(0);
    String matrix =
        graph.constant(centroids.reshaped(clusters, centroids.values().length / clusters));
    String norms = graph.constant(array(name, "squared_norms"));
    tensor =
        graph.node(
            name + "/products",
            "Gemm",
            List.of(image, matrix, norms),
            real("alpha", -2),
            integer("transB", 1));
    tensor = graph.node(name + "/squared_distances", "Add", List.of(tensor, squares));
    apply(name + "/not_negative", "Relu");
    apply(name + "/distances", "Sqrt");
    String distances = tensor;
    apply(name + "/mean_distance", "ReduceMean", integers("axes", 1), integer("keepdims", 1));
    tensor = graph.node(name + "/nearness", "Sub", List.of(tensor, distances));
    activate(name, Activation.RELU);
  }

  private void pool(String name, String operation, int size, int stride) {
    apply(
        name, operation, integers("kernel_shape", size, size), integers("strides", stride, stride));
  }

  private void activate(String layer, Activation activation) {
    switch (activation) {
      case LINEAR -> {}
      case RELU -> apply(layer + "/relu", "Relu");
      case LEAKY_RELU -> apply(layer + "/leaky_relu", "LeakyRelu", real("alpha", 0.01));
      case ELU -> apply(layer + "/elu", "Elu", real("alpha", 1));
      case SELU -> apply(layer + "/selu", "Selu");
      case SIGMOID -> apply(layer + "/sigmoid", "Sigmoid");
      case TANH -> apply(layer + "/tanh", "Tanh");
      case SOFTMAX -> apply(layer + "/softmax", "Softmax", integer("axis", 1));
    }
  }

  /**
   * What is no probability yet is made one as the program does: moved up by the lowest value below
   * 0, and divided by the sum.
   */
  private void writeOutput(String layer, Activation activation) {
    if (activation == Activation.SOFTMAX) {
      graph.node(layer + "/softmax", "Softmax", List.of(tensor), OUTPUT, integer("axis", 1));
      return;
    }
    activate(layer, activation);
    if (activation != Activation.SIGMOID && activation != Activation.RELU) {
      String outputs = tensor;
      apply(layer + "/lowest", "ReduceMin", integers("axes", 1), integer("keepdims", 1));
      String zero = graph.constant(layer + "/zero", 0);
      tensor = graph.node(layer + "/lowest_negative", "Min", List.of(tensor, zero));
      tensor = graph.node(layer + "/moved_up", "Sub", List.of(outputs, tensor));
    }
    String tiny = graph.constant(layer + "/tiny", TINY);
    tensor = graph.node(layer + "/not_all_zero", "Add", List.of(tensor, tiny));
    graph.node(
        layer + "/divided_by_sum",
        "LpNormalization",
        List.of(tensor),
        OUTPUT,
        integer("axis", 1),
        integer("p", 1));
  }

  private void apply(String name, String operation, AttributeProto... attributes) {
    apply(name, operation, List.of(), attributes);
  }

  /** Adds a node that takes the newest tensor and some arrays. */
  private void apply(
      String name, String operation, List<String> more, AttributeProto... attributes) {
    List<String> inputs = new ArrayList<>(List.of(tensor));
    inputs.addAll(more);
    tensor = graph.node(name, operation, inputs, attributes);
  }

  private List<String> arrays(String owner, String... names) {
    return Stream.of(names).map(name -> graph.constant(array(owner, name))).toList();
  }

  private NamedArray array(String owner, String name) {
    NamedArray array = arrays.get(owner + "/" + name);
    if (array == null) {
      throw new IllegalStateException("%s has no %s".formatted(owner, name));
    }
    return array;
  }
}
