package digitscope.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;

/** A graph of somebody else's, in which one can ask who reads and who makes a tensor. */
final class OnnxGraph {
  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final ValueInfoProto input;
  private final String output;
  private final int size;

  /**
   * Looks through a graph.
   *
   * @throws ExchangeException if it has not one input and one output, or contradicts itself
   */
  OnnxGraph(GraphProto graph) throws ExchangeException {
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    size = graph.getNodeCount();
    for (int i = 0; i < size; i++) {
      add(new OnnxNode(graph.getNode(i), i + 1));
    }
    List<ValueInfoProto> inputs =
        graph.getInputList().stream()
            .filter(value -> !constants.containsKey(value.getName()))
            .toList();
    input = only(inputs, "inputs");
    output = only(graph.getOutputList(), "outputs").getName();
  }

  private void add(OnnxNode node) throws ExchangeException {
    if (node.is("Constant")) {
      constants.put(node.output(), node.tensor("value"));
      return;
    }
    if (node.is("Identity") && constants.containsKey(node.input(0))) {
      constants.put(node.output(), constants.get(node.input(0)));
      return;
    }
    if (makers.put(node.output(), node) != null || constants.containsKey(node.output())) {
      throw new ExchangeException(
          "%s makes %s, which another node makes too"
              .formatted(node, OnnxNode.quoted(node.output())));
    }
    Set<String> distinct = new HashSet<>(node.inputs());
    distinct.forEach(name -> readers.computeIfAbsent(name, key -> new ArrayList<>()).add(node));
  }

  private static ValueInfoProto only(List<ValueInfoProto> values, String what)
      throws ExchangeException {
    if (values.size() != 1) {
      throw new ExchangeException(
          "its graph has %d %s; one is needed".formatted(values.size(), what));
    }
    return values.get(0);
  }

  ValueInfoProto input() {
    return input;
  }

  /** Name of the tensor that is the result. */
  String output() {
    return output;
  }

  /** Number of nodes. */
  int size() {
    return size;
  }

  /** The nodes that compute with a tensor; those that only ask for its shape are left out. */
  List<OnnxNode> readers(String tensor) {
    return readers.getOrDefault(tensor, List.of()).stream()
        .filter(node -> !node.is("Shape"))
        .toList();
  }

  /** The only node that computes with a tensor, if there is exactly one, of this operation. */
  Optional<OnnxNode> onlyReader(String tensor, String operation) {
    List<OnnxNode> all = readers(tensor);
    return all.size() == 1 && !tensor.equals(output)
        ? Optional.of(all.get(0)).filter(node -> node.is(operation))
        : Optional.empty();
  }

  /** The node that makes a tensor, if it is of this operation. */
  Optional<OnnxNode> maker(String tensor, String operation) {
    return Optional.ofNullable(makers.get(tensor)).filter(node -> node.is(operation));
  }

  boolean isConstant(String tensor) {
    return constants.containsKey(tensor);
  }

  /**
   * Numbers that the file holds.
   *
   * @param node who needs them, for the message
   * @throws ExchangeException if they are computed, or of a type or place that is not supported
   */
  NamedArray constant(OnnxNode node, String tensor) throws ExchangeException {
    return TensorFormat.floats(find(node, tensor));
  }

  /**
   * One number a channel or unit, or one for all of them, under the same conditions.
   *
   * @param count number of channels or units
   */
  NamedArray vector(OnnxNode node, String tensor, int count) throws ExchangeException {
    float[] values = constant(node, tensor).values();
    if (values.length != count && values.length != 1) {
      throw node.problem(
          "its array %s has %d values for %d channels or units"
              .formatted(OnnxNode.quoted(tensor), values.length, count));
    }
    return values.length == count
        ? new NamedArray(tensor, List.of(count), values)
        : NamedArray.constant(tensor, count, values[0]);
  }

  /** The biases of a convolution or dense layer, which can be left out. */
  NamedArray biases(OnnxNode node, int count) throws ExchangeException {
    return node.input(2).isEmpty()
        ? NamedArray.constant("biases", count, 0)
        : vector(node, node.input(2), count);
  }

  /** Whole numbers that the file holds, under the same conditions. */
  long[] integers(OnnxNode node, String tensor) throws ExchangeException {
    return TensorFormat.integers(find(node, tensor));
  }

  private TensorProto find(OnnxNode node, String tensor) throws ExchangeException {
    TensorProto found = constants.get(tensor);
    if (found == null) {
      throw node.problem(
          "its input %s is no array that the file holds".formatted(OnnxNode.quoted(tensor)));
    }
    return found;
  }
}
