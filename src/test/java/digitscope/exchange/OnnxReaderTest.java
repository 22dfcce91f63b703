package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.ConfigFiles;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSpec.AveragePool2d;
import digitscope.config.LayerSpec.BatchNorm;
import digitscope.config.LayerSpec.Conv2d;
import digitscope.config.LayerSpec.Dense;
import digitscope.config.LayerSpec.Dropout;
import digitscope.config.LayerSpec.Flatten;
import digitscope.config.LayerSpec.GlobalAveragePool2d;
import digitscope.config.LayerSpec.KMeans;
import digitscope.config.LayerSpec.MaxPool2d;
import digitscope.config.LayerSpec.Residual;
import digitscope.config.LayerSpec.SeparableConv2d;
import digitscope.config.Padding;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was exported is read back, and everything else refused in a sentence. */
class OnnxReaderTest {
  private static final int CONVOLUTION = 0;
  private static final int ACTIVATION = 1;
  private static final int POOLING = 2;
  private static final int DENSE = 4;

  /** A small network: convolution, ReLU, max pooling, flatten, dense, softmax. */
  private static final List<LayerSpec> SMALL =
      List.of(
          new Conv2d(2, 3, 3, 1, Padding.SAME, Activation.RELU),
          new MaxPool2d(2, 2),
          new Flatten(),
          new Dense(10, Activation.SOFTMAX));

  static List<String> presets() {
    return new ConfigFiles().presets();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void readsBackEveryPresetBitForBit(String preset) throws Exception {
    assertReadBack(RandomNetworks.preset(preset));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void readsBackEveryOutput(Activation activation) throws Exception {
    assertReadBack(RandomNetworks.of(new Flatten(), new Dense(10, activation)));
  }

  @Test
  void readsBackEveryLayer() throws Exception {
    assertReadBack(
        RandomNetworks.of(
            new AveragePool2d(2, 1),
            new Conv2d(3, 4, 2, 2, Padding.SAME, Activation.ELU),
            new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.LINEAR),
            new Conv2d(4, 2, 2, 1, Padding.VALID, Activation.SELU),
            new Dropout(0.25),
            new Flatten(),
            new Dense(12, Activation.LEAKY_RELU),
            new Dropout(0.5),
            new Dense(10, Activation.SOFTMAX)));
  }

  @Test
  void readsBackNormalisedAndResidualLayers() throws Exception {
    assertReadBack(
        RandomNetworks.of(
            new Conv2d(5, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new BatchNorm(Activation.RELU),
            new Residual(5, 1),
            new Residual(6, 2),
            new Residual(7, 1),
            new SeparableConv2d(6, 3, 2, 2, Padding.SAME, Activation.ELU),
            new SeparableConv2d(4, 3, 3, 1, Padding.SAME, Activation.LINEAR),
            new BatchNorm(Activation.LINEAR),
            new GlobalAveragePool2d(),
            new Dense(20, Activation.LINEAR),
            new BatchNorm(Activation.TANH),
            new Dense(10, Activation.SOFTMAX)));
  }

  @Test
  void readsBackDistancesFromMeanImages() throws Exception {
    assertReadBack(RandomNetworks.of(new KMeans(12), new Dense(10, Activation.SOFTMAX)));
  }

  private static void assertReadBack(PortableNetwork network) throws Exception {
    PortableNetwork again = read(OnnxWriter.write(network).getGraph());
    assertThat(again.network()).isEqualTo(network.network());
    assertThat(again.parameters()).containsExactly(network.parameters());
  }

  @Test
  void takesLogitsForThoseOfSoftmax() throws Exception {
    GraphProto.Builder graph = small();
    String logits = graph.getNode(DENSE).getOutput(0);
    graph.removeNode(DENSE + 1).getOutputBuilder(0).setName(logits);
    assertThat(read(graph.build()).network().layers()).isEqualTo(SMALL);
  }

  @Test
  void movesAnActivationBeforePooling() throws Exception {
    GraphProto.Builder graph = small();
    NodeProto relu = graph.getNode(ACTIVATION);
    NodeProto pool = graph.getNode(POOLING);
    graph.setNode(ACTIVATION, pool.toBuilder().setInput(0, relu.getInput(0)));
    graph.setNode(POOLING, relu.toBuilder().setInput(0, pool.getOutput(0)));
    graph.getNodeBuilder(POOLING + 1).setInput(0, relu.getOutput(0));
    assertThat(read(graph.build()).network().layers()).isEqualTo(SMALL);
  }

  @Test
  void readsAProductAndASumAsADenseLayer() throws Exception {
    GraphProto.Builder graph = small();
    NodeProto dense = graph.getNode(DENSE);
    graph.setNode(
        DENSE,
        dense.toBuilder()
            .clearInput()
            .addInput(dense.getInput(0))
            .addInput(dense.getInput(1))
            .setOpType("MatMul")
            .setOutput(0, "product"));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Add")
            .addInput(dense.getInput(2))
            .addInput("product")
            .addOutput(dense.getOutput(0)));
    PortableNetwork expected = RandomNetworks.of(SMALL.toArray(LayerSpec[]::new));
    assertThat(read(graph.build()).parameters()).containsExactly(expected.parameters());
  }

  @Test
  void readsImagesThatComeAsVectorsOrWithoutChannels() throws Exception {
    GraphProto.Builder vectors = small();
    inputShape(vectors).removeDim(3).removeDim(2).getDimBuilder(1).setDimValue(784);
    TensorProto.Builder shape =
        TensorProto.newBuilder().setName("shape").setDataType(TensorProto.DataType.INT64_VALUE);
    List.of(-1L, 1L, 28L, 28L).forEach(shape::addInt64Data);
    vectors.addInitializer(shape.addDims(4));
    prepend(
        vectors, NodeProto.newBuilder().setOpType("Reshape").addInput("input").addInput("shape"));
    assertThat(read(vectors.build()).network().layers()).isEqualTo(SMALL);
    GraphProto.Builder grey = small();
    inputShape(grey).removeDim(1);
    prepend(grey, NodeProto.newBuilder().setOpType("Unsqueeze").addInput("input"));
    assertThat(read(grey.build()).network().layers()).isEqualTo(SMALL);
  }

  private static void prepend(GraphProto.Builder graph, NodeProto.Builder node) {
    graph.addNode(node.addOutput("images"));
    graph.getNodeBuilder(CONVOLUTION).setInput(0, "images");
  }

  private static TensorShapeProto.Builder inputShape(GraphProto.Builder graph) {
    return graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            "an operation that is none of ours",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("Gelu").setName("gelu_1"),
            "node 'gelu_1' (Gelu)",
            "not supported; supported are Conv, Gemm"),
        new Refusal(
            "an operation of another domain",
            graph -> graph.getNodeBuilder(CONVOLUTION).setDomain("com.acme"),
            "com.acme.Conv"),
        new Refusal(
            "a node without a name",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("Hardmax").setName(""),
            "node 2 (Hardmax)"),
        new Refusal(
            "a name that would break the sentence",
            graph ->
                graph.getNodeBuilder(ACTIVATION).setOpType("A\nB").setName("x\u001b[2J".repeat(90)),
            "node 'x?[2J",
            "…' (A?B)"),
        new Refusal(
            "weights that are computed",
            graph -> graph.getNodeBuilder(CONVOLUTION).setInput(1, "elsewhere"),
            "(Conv): its input 'elsewhere' is no array that the file holds"),
        new Refusal(
            "weights in another file",
            graph ->
                graph.getInitializerBuilder(0).setDataLocation(TensorProto.DataLocation.EXTERNAL),
            "file of its own"),
        new Refusal(
            "half precision",
            graph -> graph.getInitializerBuilder(0).setDataType(TensorProto.DataType.FLOAT16_VALUE),
            "holds FLOAT16"),
        new Refusal(
            "a type that does not exist",
            graph -> graph.getInitializerBuilder(0).setDataType(99),
            "holds UNDEFINED"),
        new Refusal(
            "a shape that promises too much",
            graph -> graph.getInitializerBuilder(0).setDims(0, 1L << 31),
            "has a dimension of 2147483648"),
        new Refusal(
            "a shape whose product overflows",
            graph -> graph.getInitializerBuilder(0).setDims(0, 1 << 30).setDims(1, 1 << 30),
            "has 18 values"),
        new Refusal(
            "a negative dimension",
            graph -> graph.getInitializerBuilder(0).setDims(0, -2),
            "has a dimension of -2"),
        new Refusal(
            "too few values",
            graph -> graph.getInitializerBuilder(0).clearRawData().addFloatData(1),
            "has 1 values, which are not of its shape [2, 1, 3, 3]"),
        new Refusal(
            "values that are no numbers",
            graph ->
                graph
                    .getInitializerBuilder(1)
                    .clearRawData()
                    .addFloatData(1)
                    .addFloatData(Float.NaN),
            "holds the value NaN"),
        new Refusal(
            "weights without a shape",
            graph -> graph.getInitializerBuilder(0).clearDims(),
            "which are not of its shape []"),
        new Refusal(
            "unequal strides",
            graph -> attribute(graph, CONVOLUTION, "strides").setInts(0, 2),
            "(Conv): its strides are [2, 1]; two equal numbers"),
        new Refusal(
            "a stride of 0",
            graph -> attribute(graph, CONVOLUTION, "strides").setInts(0, 0).setInts(1, 0),
            "(Conv): its strides are [0, 0]"),
        new Refusal(
            "a stride beyond all numbers",
            graph -> attribute(graph, POOLING, "strides").setInts(0, 1L << 40).setInts(1, 1L << 40),
            "(MaxPool): its strides are [1099511627776"),
        new Refusal(
            "padding that makes larger maps",
            graph -> attribute(graph, CONVOLUTION, "pads").setInts(0, 2).setInts(2, 2),
            "padding [2, 1, 2, 1]"),
        new Refusal(
            "padding beyond all numbers",
            graph -> attribute(graph, CONVOLUTION, "pads").setInts(0, Long.MAX_VALUE),
            "padding [9223372036854775807"),
        new Refusal(
            "half a padding",
            graph -> attribute(graph, CONVOLUTION, "pads").clearInts().addInts(1),
            "padding [1] is not understood"),
        new Refusal(
            "windows that are too large",
            graph -> attribute(graph, POOLING, "kernel_shape").setInts(0, 40).setInts(1, 40),
            "(MaxPool): it becomes layer 2, max pooling 40×40: its input is 28×28"),
        new Refusal(
            "a matrix for another vector",
            graph ->
                graph.removeNode(POOLING).getNodeBuilder(POOLING).setInput(0, "1.convolution/relu"),
            "(Gemm): its matrix is for 392 inputs, but gets 1568"),
        new Refusal(
            "no flattening",
            graph -> graph.removeNode(3).getNodeBuilder(3).setInput(0, "2.max_pooling"),
            "(Gemm): only the product of a vector and a matrix"),
        new Refusal(
            "an activation of nothing",
            graph -> graph.removeNode(CONVOLUTION).getNodeBuilder(0).setInput(0, "input"),
            "(Relu): it follows no"),
        new Refusal(
            "two activations",
            graph -> {
              graph.getNodeBuilder(POOLING).setOpType("Tanh").clearAttribute();
            },
            "(Tanh): it follows no"),
        new Refusal(
            "softmax over the batch",
            graph -> attribute(graph, DENSE + 1, "axis").setI(0),
            "(Softmax): it is not over the classes"),
        new Refusal(
            "reshaping in the middle",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("Unsqueeze"),
            "(Unsqueeze): only reshaping to vectors"),
        new Refusal(
            "an endless shape",
            graph -> IntStream.range(0, 100_000).forEach(i -> inputShape(graph).addDimBuilder()),
            "has the shape 100004 numbers"),
        new Refusal(
            "a circle",
            graph -> graph.getNodeBuilder(CONVOLUTION).setInput(0, "2.max_pooling"),
            "no way leads to its output 'probabilities'"),
        new Refusal(
            "two nodes that make the same",
            graph -> graph.addNode(graph.getNode(ACTIVATION)),
            "which another node makes too"),
        new Refusal(
            "images of another size",
            graph -> inputShape(graph).getDimBuilder(2).setDimValue(32),
            "its input 'input' has the shape [0, 1, 32, 28]",
            "[batch, 1, 28, 28]"),
        new Refusal(
            "no input", graph -> graph.clearInput(), "its graph has 0 inputs; one is needed"),
        new Refusal(
            "two outputs",
            graph -> graph.addOutput(graph.getOutput(0)),
            "its graph has 2 outputs; one is needed"),
        new Refusal(
            "nothing at all",
            graph -> graph.clearNode().getOutputBuilder(0).setName("input"),
            "no layer"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesInOneSentence(Refusal refusal) {
    GraphProto.Builder graph = small();
    refusal.change().accept(graph);
    assertThatThrownBy(() -> read(graph.build()))
        .isInstanceOf(ExchangeException.class)
        .hasMessageNotContainingAny("\n", "\u001b")
        .hasMessageContainingAll(refusal.words());
  }

  /**
   * Something that is wrong with the small network.
   *
   * @param words of the sentence that it is answered with
   */
  record Refusal(String what, Consumer<GraphProto.Builder> change, String... words) {
    @Override
    public String toString() {
      return what;
    }
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    List<String> classes = List.of("even", "odd");
    assertThatThrownBy(() -> OnnxReader.read(small().build(), "small", ImageShape.MNIST, classes))
        .hasMessageContaining("the data has 2 classes");
  }

  @Test
  void endsOnGraphsThatWereChangedAnywhere() {
    byte[] graph = small().build().toByteArray();
    int read = 0;
    for (int i = 0; i < 400; i++) {
      byte[] changed = graph.clone();
      changed[i * 7 % graph.length] ^= (byte) (1 << i % 8);
      try {
        assertThat(read(GraphProto.parseFrom(changed)).parameters()).isNotEmpty();
        read++;
      } catch (java.io.IOException | ExchangeException e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
    assertThat(read).isBetween(1, 399);
  }

  private static GraphProto.Builder small() {
    return OnnxWriter.write(RandomNetworks.of(SMALL.toArray(LayerSpec[]::new)))
        .getGraph()
        .toBuilder();
  }

  private static AttributeProto.Builder attribute(GraphProto.Builder graph, int node, String name) {
    return graph.getNodeBuilder(node).getAttributeBuilderList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PortableNetwork read(GraphProto graph) throws ExchangeException {
    List<String> classes = Stream.iterate(0, k -> k + 1).limit(10).map(String::valueOf).toList();
    return OnnxReader.read(graph, "read", ImageShape.MNIST, classes);
  }
}
