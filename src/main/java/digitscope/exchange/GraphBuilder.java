package digitscope.exchange;

import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Writes down an ONNX graph in which every node and tensor has a name that a user can read. */
final class GraphBuilder {
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph;

  GraphBuilder(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  GraphProto build() {
    return graph.build();
  }

  void input(String name, Shape shape, String meaning) {
    graph.addInput(value(name, shape).setDocString(meaning));
  }

  void output(String name, Shape shape, String meaning) {
    graph.addOutput(value(name, shape).setDocString(meaning));
  }

  /** Says what shape a tensor between two nodes has, for readers of the graph. */
  void describe(String name, Shape shape) {
    graph.addValueInfo(value(name, shape));
  }

  /** Adds an array and gives its name. */
  String constant(NamedArray array) {
    ByteBuffer bytes =
        ByteBuffer.allocate(array.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(array.values());
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(array.name())
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(bytes));
    array.shape().forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return array.name();
  }

  /** Adds a single number and gives its name. */
  String constant(String name, float value) {
    return constant(new NamedArray(name, List.of(), new float[] {value}));
  }

  /** Adds a row of whole numbers, such as a shape, and gives its name. */
  String row(String name, Integer... values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length)
            .addAllInt64Data(Arrays.stream(values).map(Integer::longValue).toList()));
    return name;
  }

  /**
   * Adds a node with one output and gives the name of that.
   *
   * @param name of the node, and of its output too
   */
  String node(String name, String operation, List<String> inputs, AttributeProto... attributes) {
    return node(name, operation, inputs, name, attributes);
  }

  String node(
      String name,
      String operation,
      List<String> inputs,
      String output,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operation)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** Gives the newest node words of its own. */
  void explain(String words) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setDocString(words);
  }

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto integers(String name, long... values) {
    return integers(name, Arrays.stream(values).boxed().toList());
  }

  static AttributeProto integers(String name, List<Long> values) {
    return attribute(name, AttributeType.INTS).addAllInts(values).build();
  }

  static AttributeProto real(String name, double value) {
    return attribute(name, AttributeType.FLOAT).setF((float) value).build();
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private static ValueInfoProto.Builder value(String name, Shape shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    dimensions.addDimBuilder().setDimParam(BATCH);
    if (shape instanceof Shape.Maps maps) {
      dimensions.addDimBuilder().setDimValue(maps.channels());
      dimensions.addDimBuilder().setDimValue(maps.height());
      dimensions.addDimBuilder().setDimValue(maps.width());
    } else {
      dimensions.addDimBuilder().setDimValue(shape.size());
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(dimensions)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type));
  }
}
