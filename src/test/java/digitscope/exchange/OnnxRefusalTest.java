package digitscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.Activation;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Padding;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.protobuf.ByteString;

/** What cannot be read is refused in a sentence that says what to do. */
class OnnxRefusalTest {
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

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            "an operation that is none of ours",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("Gelu").setName("gelu_1"),
            "node 'gelu_1' (Gelu)",
            "not supported; train with ReLU"),
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
            "(Conv): its input 'elsewhere' is not an array in the file"),
        new Refusal(
            "half precision",
            graph -> graph.getInitializerBuilder(0).setDataType(TensorProto.DataType.FLOAT16_VALUE),
            "contains FLOAT16"),
        new Refusal(
            "a type that does not exist",
            graph -> graph.getInitializerBuilder(0).setDataType(99),
            "contains UNDEFINED"),
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
            "has 1 values, which does not match its shape [2, 1, 3, 3]"),
        new Refusal(
            "values that are no numbers",
            graph ->
                graph
                    .getInitializerBuilder(1)
                    .clearRawData()
                    .addFloatData(1)
                    .addFloatData(Float.NaN),
            "contains the value NaN"),
        new Refusal(
            "weights without a shape",
            graph -> graph.getInitializerBuilder(0).clearDims(),
            "which does not match its shape []"),
        new Refusal(
            "unequal strides",
            graph -> attribute(graph, CONVOLUTION, "strides").setInts(0, 2),
            "(Conv): its strides are [2, 1]; use two equal numbers"),
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
            "padding [1] is not for rows and columns"),
        new Refusal(
            "windows that are too large",
            graph -> attribute(graph, POOLING, "kernel_shape").setInts(0, 40).setInts(1, 40),
            "(MaxPool): it becomes layer 2, max pooling 40×40: its input is only 28×28; choose a smaller size"),
        new Refusal(
            "windows beyond any that a layer may have",
            graph -> attribute(graph, POOLING, "kernel_shape").setInts(0, 65).setInts(1, 65),
            "(MaxPool): pooling size must be from 1 to 64, not 65"),
        new Refusal(
            "a matrix for another vector",
            graph ->
                graph.removeNode(POOLING).getNodeBuilder(POOLING).setInput(0, "1.convolution/relu"),
            "(Gemm): its matrix has 392 inputs, but gets 1,568"),
        new Refusal(
            "no flattening",
            graph -> graph.removeNode(3).getNodeBuilder(3).setInput(0, "2.max_pooling"),
            "(Gemm): only the product of a vector and a matrix"),
        new Refusal(
            "an activation of nothing",
            graph -> graph.removeNode(CONVOLUTION).getNodeBuilder(0).setInput(0, "input"),
            "(Relu): it does not follow a"),
        new Refusal(
            "two activations",
            graph -> {
              graph.getNodeBuilder(POOLING).setOpType("Tanh").clearAttribute();
            },
            "(Tanh): it does not follow a"),
        new Refusal(
            "softmax over the batch",
            graph -> attribute(graph, DENSE + 1, "axis").setI(0),
            "(Softmax): it is not over the classes"),
        new Refusal(
            "reshaping in the middle",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("Unsqueeze"),
            "(Unsqueeze): its axes are missing"),
        new Refusal(
            "an endless shape",
            graph -> IntStream.range(0, 100_000).forEach(i -> inputShape(graph).addDimBuilder()),
            "has shape 100004 numbers"),
        new Refusal(
            "a circle",
            graph -> graph.getNodeBuilder(CONVOLUTION).setInput(0, "2.max_pooling"),
            "no path leads from its input to its output 'probabilities'"),
        new Refusal(
            "a circle that arranges weights",
            graph -> {
              graph.getNodeBuilder(CONVOLUTION).setInput(1, "a");
              graph.addNode(node("Transpose", "a", "b")).addNode(node("Identity", "b", "a"));
            },
            "(Conv): its input 'a' is not an array in the file"),
        new Refusal(
            "a shape that depends on itself",
            graph -> {
              graph.addNode(node("Mul", "size", "b", "size")).addNode(node("Cast", "b", "size"));
              graph.getNodeBuilder(3).setOpType("Reshape").addInput("size");
            },
            "can't be determined"),
        new Refusal(
            "a shape that doubles without end",
            graph -> {
              IntStream.range(0, 100)
                  .forEach(i -> graph.addNode(node("Concat", "s" + (i + 1), "s" + i, "s" + i)));
              graph.addNode(
                  NodeProto.newBuilder(node("Constant", "s0"))
                      .addAttribute(AttributeProto.newBuilder().setName("value_int").setI(1)));
              graph.getNodeBuilder(3).setOpType("Reshape").addInput("s100");
            },
            "can't be determined"),
        new Refusal(
            "images that are mixed",
            graph -> {
              graph.getNodeBuilder(3).setOpType("Reshape").addInput("sizes");
              sizes(graph, -1, 196);
            },
            "(Reshape): it mixes the images of a batch; reshape each image separately"),
        new Refusal(
            "a reshape to more than there is",
            graph -> {
              graph.getNodeBuilder(3).setOpType("Reshape").addInput("sizes");
              sizes(graph, -1, 1L << 40, 1L << 40);
            },
            "(Reshape): it does not fit the number of values"),
        new Refusal(
            "rows and columns that change places",
            graph -> {
              graph.setNode(
                  ACTIVATION,
                  node("Transpose", "turned", "1.convolution").toBuilder()
                      .addAttribute(
                          AttributeProto.newBuilder()
                              .setName("perm")
                              .addAllInts(List.of(0L, 1L, 3L, 2L))));
              graph.getNodeBuilder(POOLING).setInput(0, "turned");
            },
            "(MaxPool): it needs maps as [batch, channels, rows, columns]"),
        new Refusal(
            "axes that do not exist",
            graph ->
                graph
                    .getNodeBuilder(ACTIVATION)
                    .setOpType("Transpose")
                    .addAttribute(
                        AttributeProto.newBuilder().setName("perm").addInts(0).addInts(9)),
            "(Transpose): its axes [0, 9] mix the images"),
        new Refusal(
            "pooling beyond the maps",
            graph -> attribute(graph, POOLING, "kernel_shape").setInts(0, 3).setInts(1, 3),
            graph ->
                graph
                    .getNodeBuilder(POOLING)
                    .addAttribute(AttributeProto.newBuilder().setName("ceil_mode").setI(1)),
            "(MaxPool): its windows of 3×3 reach beyond maps of 28×28; use padding=0"),
        new Refusal(
            "padding of pooling",
            graph ->
                graph
                    .getNodeBuilder(POOLING)
                    .addAttribute(
                        AttributeProto.newBuilder()
                            .setName("auto_pad")
                            .setS(ByteString.copyFromUtf8("SAME_UPPER"))),
            graph -> attribute(graph, POOLING, "kernel_shape").setInts(0, 3).setInts(1, 3),
            "(MaxPool): 'same' padding would add zeros to maps of 28×28; use padding 'valid'"),
        new Refusal(
            "zeros before pooling",
            graph -> {
              graph.getNodeBuilder(ACTIVATION).setOpType("Pad").addInput("sizes");
              sizes(graph, 0, 0, 1, 1, 0, 0, 1, 1);
            },
            "(Pad): only zero padding before a convolution"),
        new Refusal(
            "pixels that are changed first",
            graph -> {
              graph.addNode(node("Sub", "centered", "input", "mean"));
              graph.addInitializer(
                  TensorProto.newBuilder().setName("mean").setDataType(1).addFloatData(0.5f));
              graph.getNodeBuilder(CONVOLUTION).setInput(0, "centered");
            },
            "(Sub): it changes the pixels before the first layer; export the network without it"),
        new Refusal(
            "a factor behind an activation",
            graph -> {
              graph.addNode(node("Mul", "doubled", "1.convolution/relu", "two"));
              graph.addInitializer(
                  TensorProto.newBuilder().setName("two").setDataType(1).addFloatData(2));
              graph.getNodeBuilder(POOLING).setInput(0, "doubled");
            },
            "(Mul): it does not follow a convolution"),
        new Refusal(
            "division by zero",
            graph -> {
              graph.addNode(node("Div", "halved", "1.convolution", "zero"));
              graph.addInitializer(
                  TensorProto.newBuilder().setName("zero").setDataType(1).addFloatData(0));
              graph.getNodeBuilder(ACTIVATION).setInput(0, "halved");
            },
            "(Div): it divides by 0"),
        new Refusal(
            "bytes as pixels",
            graph ->
                graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().setElemType(2),
            "its input 'input' is not of type FLOAT; export it for pixels from 0 to 1"),
        new Refusal(
            "weights that are quantized",
            graph -> graph.getNodeBuilder(ACTIVATION).setOpType("QuantizeLinear"),
            "(QuantizeLinear): this is not supported; export the network before quantization"),
        new Refusal(
            "no attributes of a constant",
            graph -> {
              graph.addNode(node("Constant", "nothing"));
              graph.getNodeBuilder(CONVOLUTION).setInput(1, "nothing");
            },
            "contains UNDEFINED"),
        new Refusal(
            "a node without inputs",
            graph -> graph.getNodeBuilder(DENSE).clearInput(),
            "no path leads from its input to its output"),
        new Refusal(
            "two nodes that make the same",
            graph -> graph.addNode(graph.getNode(ACTIVATION)),
            "which another node also makes"),
        new Refusal(
            "images of another size",
            graph -> inputShape(graph).getDimBuilder(2).setDimValue(32),
            "its input 'input' has shape [0, 1, 32, 28]",
            "[batch, 1, 28, 28]"),
        new Refusal(
            "no input",
            graph -> graph.clearInput(),
            "its graph has 0 inputs; it must have exactly one"),
        new Refusal(
            "two outputs",
            graph -> graph.addOutput(graph.getOutput(0)),
            "its graph has 2 outputs; it must have exactly one"),
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
        .hasMessageContainingAll(refusal.words())
        .as("a reason, and what to do about it")
        .hasMessageMatching(".*; .*|.*: add .*")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(260));
  }

  /**
   * Something that is wrong with the small network.
   *
   * @param words of the sentence that it is answered with
   */
  record Refusal(String what, Consumer<GraphProto.Builder> change, String... words) {
    Refusal(
        String what,
        Consumer<GraphProto.Builder> first,
        Consumer<GraphProto.Builder> second,
        String... words) {
      this(what, first.andThen(second), words);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    List<String> classes = List.of("even", "odd");
    assertThatThrownBy(() -> OnnxReader.read(small().build(), "small", ImageShape.MNIST, classes))
        .hasMessageContaining("the last layer needs 2 units, one per class, but it has 10");
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

  private static TensorShapeProto.Builder inputShape(GraphProto.Builder graph) {
    return graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
  }

  private static NodeProto node(String operation, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operation)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static void sizes(GraphProto.Builder graph, long... sizes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName("sizes").setDataType(TensorProto.DataType.INT64_VALUE);
    LongStream.of(sizes).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor.addDims(sizes.length));
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
