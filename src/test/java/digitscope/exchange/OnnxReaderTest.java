package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.ConfigFiles;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.data.ImageShape;
import digitscope.network.NamedArray;
import java.util.List;
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

/** What was exported is read back, and what says the same in other words. */
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
  void readsBackNormalizedAndResidualLayers() throws Exception {
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

  @Test
  void readsBackGroupNormalization() throws Exception {
    assertReadBack(
        RandomNetworks.of(
            new Conv2d(6, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new GroupNorm(3, Activation.RELU),
            new Conv2d(4, 3, 3, 2, Padding.VALID, Activation.LINEAR),
            new GroupNorm(4, Activation.LINEAR),
            new Flatten(),
            new Dense(12, Activation.LINEAR),
            new GroupNorm(2, Activation.TANH),
            new Dense(10, Activation.SOFTMAX)));
  }

  @Test
  void readsBackTransposedConvolutions() throws Exception {
    assertReadBack(
        RandomNetworks.of(
            new Conv2d(3, 4, 4, 4, Padding.VALID, Activation.RELU),
            new Conv2dTranspose(4, 4, 3, 2, Padding.SAME, Activation.RELU),
            new Conv2dTranspose(2, 3, 3, 2, Padding.VALID, Activation.TANH),
            new Conv2dTranspose(2, 1, 2, 3, Padding.SAME, Activation.LINEAR),
            new Dropout(0.5),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX)));
  }

  @Test
  void drawsAFactorForEachMapIntoTheTransposedConvolutionBeforeIt() throws Exception {
    PortableNetwork network =
        RandomNetworks.of(
            new Conv2d(3, 4, 4, 4, Padding.VALID, Activation.RELU),
            new Conv2dTranspose(2, 2, 2, 2, Padding.VALID, Activation.LINEAR),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    GraphProto.Builder graph = OnnxWriter.write(network).getGraph().toBuilder();
    String maps = "2.transposed_convolution";
    graph.getNodeBuilderList().stream()
        .filter(node -> node.getName().equals(maps))
        .forEach(node -> node.setOutput(0, "sums"));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Mul")
            .addInput("sums")
            .addInput("factors")
            .addOutput(maps));
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName("factors")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addAllDims(List.of(2L, 1L, 1L))
            .addAllFloatData(List.of(2f, 4f)));

    List<NamedArray> before = network.layout().read(network.parameters());
    PortableNetwork again = read(graph.build());
    List<NamedArray> after = again.layout().read(again.parameters());

    // [channels, filters, height, width]
    float[] weights = before.get(2).values().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= i / 4 % 2 == 0 ? 2 : 4;
    }
    assertThat(after.get(2).name()).isEqualTo(maps + "/weights");
    assertThat(after.get(2).values()).containsExactly(weights);
    assertThat(after.get(3).values())
        .containsExactly(2 * before.get(3).values()[0], 4 * before.get(3).values()[1]);
  }

  /** As operator sets from 18 on have it: one node; until 20 with one number a group. */
  @Test
  void readsTheOperatorOfGroupNormalization() throws Exception {
    PortableNetwork network =
        RandomNetworks.of(
            new Conv2d(6, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new GroupNorm(3, Activation.LINEAR),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    GraphProto written = OnnxWriter.write(network).getGraph();
    NodeProto last =
        written.getNodeList().stream()
            .filter(node -> node.getName().equals("2.group_normalization"))
            .findFirst()
            .orElseThrow();
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("GroupNormalization")
            .addInput(written.getNode(0).getOutput(0))
            .addInput("2.group_normalization/gamma")
            .addInput("2.group_normalization/beta")
            .addOutput(last.getOutput(0))
            .addAttribute(GraphBuilder.integer("num_groups", 3))
            .build();
    GraphProto.Builder graph = written.toBuilder().clearNode().addNode(written.getNode(0));
    graph.addNode(node);
    written.getNodeList().stream()
        .filter(other -> written.getNodeList().indexOf(other) > written.getNodeList().indexOf(last))
        .forEach(graph::addNode);

    PortableNetwork again = read(graph.build());

    assertThat(again.network()).isEqualTo(network.network());
    assertThat(again.parameters()).containsExactly(network.parameters());
  }

  @Test
  void refusesGroupNormalizationWithAnotherEpsilon() {
    PortableNetwork network =
        RandomNetworks.of(
            new Conv2d(6, 3, 3, 2, Padding.SAME, Activation.LINEAR),
            new GroupNorm(3, Activation.LINEAR),
            new Flatten(),
            new Dense(10, Activation.SOFTMAX));
    GraphProto.Builder graph = OnnxWriter.write(network).getGraph().toBuilder();
    graph.getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals("InstanceNormalization"))
        .forEach(node -> node.setAttribute(0, GraphBuilder.real("epsilon", 1e-3)));

    assertThatThrownBy(() -> read(graph.build()))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("its epsilon is 0.00100; train with eps=1e-5");
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
    GraphProto.Builder gray = small();
    inputShape(gray).removeDim(1);
    prepend(
        gray,
        NodeProto.newBuilder()
            .setOpType("Unsqueeze")
            .addInput("input")
            .addAttribute(AttributeProto.newBuilder().setName("axes").addInts(1)));
    assertThat(read(gray.build()).network().layers()).isEqualTo(SMALL);
  }

  private static void prepend(GraphProto.Builder graph, NodeProto.Builder node) {
    graph.addNode(node.addOutput("images"));
    graph.getNodeBuilder(CONVOLUTION).setInput(0, "images");
  }

  private static TensorShapeProto.Builder inputShape(GraphProto.Builder graph) {
    return graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
  }

  private static GraphProto.Builder small() {
    return OnnxWriter.write(RandomNetworks.of(SMALL.toArray(LayerSpec[]::new)))
        .getGraph()
        .toBuilder();
  }

  private static PortableNetwork read(GraphProto graph) throws ExchangeException {
    List<String> classes = Stream.iterate(0, k -> k + 1).limit(10).map(String::valueOf).toList();
    return OnnxReader.read(graph, "read", ImageShape.MNIST, classes);
  }
}
