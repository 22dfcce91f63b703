package digitscope.exchange;

import static digitscope.exchange.GraphBuilder.integer;
import static digitscope.exchange.GraphBuilder.integers;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import digitscope.run.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Activation activation = ((Dense) layers.get(layers.size() - 1).spec()).activation();
    writeOutput(layers.get(layers.size() - 1).name(), activation);
    graph.output(
        OUTPUT,
        new Shape.Vector(network.classNames().size()),
        "One probability per class, in the order " + classes + ".");
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
    tensor = layer.spec().accept(new OnnxLayerWriter(graph, arrays, layer, tensor, isLast));
    graph.explain(String.format(Locale.ROOT, "Layer %d, %s", layer.number(), layer.spec().title()));
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
    tensor = OnnxLayerWriter.activated(graph, tensor, layer, activation);
    if (activation != Activation.SIGMOID && activation != Activation.RELU) {
      String outputs = tensor;
      tensor =
          graph.node(
              layer + "/lowest",
              "ReduceMin",
              List.of(tensor),
              integers("axes", 1),
              integer("keepdims", 1));
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
}
