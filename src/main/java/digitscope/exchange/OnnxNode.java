package digitscope.exchange;

import java.util.List;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;

/** One node of somebody else's graph. */
final class OnnxNode {
  private static final int LONGEST_NAME = 80;
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
          "its %s are %s; two equal numbers between 1 and %d are supported"
              .formatted(name, brief(values), LONGEST_SIDE));
    }
    return (int) side;
  }

  long integer(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double real(String name, double otherwise) {
    return attribute(name).map(attribute -> asWritten(attribute.getF())).orElse(otherwise);
  }

  /** A number as a person wrote it: 0.3f is 0.30000001192. */
  static double asWritten(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  String text(String name) {
    return attribute(name).map(attribute -> attribute.getS().toStringUtf8()).orElse("");
  }

  TensorProto tensor(String name) {
    return attribute(name).map(AttributeProto::getT).orElse(TensorProto.getDefaultInstance());
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  ExchangeException problem(String reason) {
    return new ExchangeException(this + ": " + reason);
  }

  /** How a person finds it, such as {@code node 'conv1' (Conv)}. */
  @Override
  public String toString() {
    return node.getName().isEmpty()
        ? "node %d (%s)".formatted(number, plain(operation()))
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
