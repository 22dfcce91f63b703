package digitscope.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/** One node of another program's graph. */
final class OnnxNode {
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_SIDE = 1000;
  private static final int MOST_NUMBERS = 8;

  private final NodeProto node;
  private final int number;

  /**
   * @param number place in the file, counted from 1
   */
  OnnxNode(NodeProto node, int number) {
    this.node = node;
    this.number = number;
  }

  /** The operation, with its domain if that is not ONNX's own. */
  String operation() {
    String domain = node.getDomain();
    return domain.isEmpty() || domain.equals("ai.onnx")
        ? node.getOpType()
        : domain + "." + node.getOpType();
  }

  boolean is(String operation) {
    return operation().equals(operation);
  }

  List<String> inputs() {
    return node.getInputList();
  }

  /** Name of an input; empty if it is left out. */
  String input(int place) {
    return place < node.getInputCount() ? node.getInput(place) : "";
  }

  /** Name of the first output, which is the one that counts. */
  String output() {
    return node.getOutputCount() > 0 ? node.getOutput(0) : "";
  }

  /** An attribute of whole numbers; empty if it is left out. */
  List<Long> integers(String name) {
    return attribute(name).map(AttributeProto::getIntsList).orElse(List.of());
  }

  /**
   * An attribute of one number for rows and columns, such as a stride.
   *
   * @throws ExchangeException if the two differ, or are out of all reason
   */
  int side(String name, int otherwise) throws ExchangeException {
    List<Long> values = integers(name);
    if (values.isEmpty()) {
      return otherwise;
    }
    long side = values.get(0);
    if (values.size() != 2 || values.get(1) != side || side < 1 || side > LONGEST_SIDE) {
      throw problem(
          String.format(
              Locale.ROOT,
              "its %s are %s; use two equal numbers from 1 to %d",
              name,
              brief(values),
              LONGEST_SIDE));
    }
    return (int) side;
  }

  /**
   * Zeros at top, left, bottom and right, where "same" padding is not asked for.
   *
   * @throws ExchangeException if they are for other than rows and columns
   */
  List<Long> pads() throws ExchangeException {
    List<Long> pads = integers("pads");
    if (pads.isEmpty() || text("auto_pad").equals("VALID")) {
      return List.of(0L, 0L, 0L, 0L);
    } else if (pads.size() != 4) {
      throw problem(
          "its padding %s is not for rows and columns; export the network again"
              .formatted(brief(pads)));
    }
    return pads;
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double real(String name, double otherwise) {
    return attribute(name).map(attribute -> asWritten(attribute.getF())).orElse(otherwise);
  }

  /** A number as a user wrote it: 0.3f is 0.30000001192. */
  static double asWritten(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  String text(String name) {
    return attribute(name).map(attribute -> attribute.getS().toStringUtf8()).orElse("");
  }

  /** An attribute that is a tensor; empty if it is left out. */
  Optional<TensorProto> tensor(String name) {
    return attribute(name).map(AttributeProto::getT);
  }

  /** What a {@code Constant} holds, which can stand in several attributes. */
  TensorProto constant() {
    if (node.getAttributeCount() == 0) {
      return TensorProto.getDefaultInstance();
    }
    AttributeProto attribute = node.getAttribute(0);
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(output());
    return switch (attribute.getName()) {
      case "value_int" ->
          tensor
              .setDataType(TensorProto.DataType.INT64_VALUE)
              .addInt64Data(attribute.getI())
              .build();
      case "value_ints" ->
          tensor
              .setDataType(TensorProto.DataType.INT64_VALUE)
              .addAllInt64Data(attribute.getIntsList())
              .addDims(attribute.getIntsCount())
              .build();
      case "value_float" ->
          tensor
              .setDataType(TensorProto.DataType.FLOAT_VALUE)
              .addFloatData(attribute.getF())
              .build();
      case "value_floats" ->
          tensor
              .setDataType(TensorProto.DataType.FLOAT_VALUE)
              .addAllFloatData(attribute.getFloatsList())
              .addDims(attribute.getFloatsCount())
              .build();
      default -> attribute.getT();
    };
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  ExchangeException problem(String reason) {
    return new ExchangeException(this + ": " + reason);
  }

  /** How a user finds it, such as {@code node 'conv1' (Conv)}. */
  @Override
  public String toString() {
    return node.getName().isEmpty()
        ? String.format(Locale.ROOT, "node %d (%s)", number, plain(operation()))
        : "node %s (%s)".formatted(quoted(node.getName()), plain(operation()));
  }

  /** A name from a file, fit to stand in a sentence. */
  static String quoted(String name) {
    return "'" + plain(name) + "'";
  }

  /** Numbers from a file, fit to stand in a sentence. */
  static String brief(List<? extends Number> numbers) {
    return numbers.size() > MOST_NUMBERS ? numbers.size() + " numbers" : numbers.toString();
  }

  private static String plain(String name) {
    String text = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
