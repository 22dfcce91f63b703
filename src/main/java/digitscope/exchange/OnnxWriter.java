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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      Window window =
          new Window(conv.kernelHeight(), conv.kernelWidth(), conv.stride(), conv.padding());
      convolve(name, name, (Shape.Maps) layer.input(), window);
      activate(name, conv.activation());
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
      tensor =
          graph.node(name, "Gemm", List.of(tensor, array(name, "weights"), array(name, "biases")));
      if (!isLast) {
        activate(name, dense.activation());
      }
    }
    graph.explain("Layer %d, %s".formatted(layer.number(), spec.title()));
  }

  /** Kernel and how it slides. */
  private record Window(int height, int width, int stride, Padding padding) {
    /** Zeros at top, left, bottom and right. */
    long[] zeros(Shape.Maps input) {
      int rows = zeros(input.height(), height);
      int columns = zeros(input.width(), width);
      return new long[] {rows / 2, columns / 2, rows - rows / 2, columns - columns / 2};
    }

    private int zeros(int length, int kernel) {
      return padding == Padding.SAME
          ? Math.max(0, (length - 1) / stride * stride + kernel - length)
          : 0;
    }
  }

  private void convolve(String name, String arrays, Shape.Maps input, Window window) {
    tensor =
        graph.node(
            name,
            "Conv",
            List.of(tensor, array(arrays, "weights"), array(arrays, "biases")),
            integers("kernel_shape", window.height(), window.width()),
            integers("strides", window.stride(), window.stride()),
            integers("pads", window.zeros(input)));
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
    tensor = graph.node(name, operation, List.of(tensor), attributes);
  }

  private String array(String owner, String name) {
    NamedArray array = arrays.get(owner + "/" + name);
    if (array == null) {
      throw new IllegalStateException("%s has no %s".formatted(owner, name));
    }
    return graph.constant(array);
  }
}
