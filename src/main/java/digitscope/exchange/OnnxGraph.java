package digitscope.exchange;

import digitscope.network.NamedArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.ValueInfoProto;

/** A graph of another program, in which one can ask who reads and who makes a tensor. */
final class OnnxGraph {
  private final Map<String, List<OnnxNode>> readers = new HashMap<>();
  private final Map<String, OnnxNode> makers = new HashMap<>();
  private final OnnxConstants constants = new OnnxConstants(makers);
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
    List<OnnxNode> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      OnnxNode node = new OnnxNode(graph.getNode(i), i + 1);
      if (node.is("Constant")) {
        constants.put(node.output(), node.constant());
      } else if (makers.put(node.output(), node) != null) {
        throw new ExchangeException(
            "%s makes %s, which another node also makes; export it again"
                .formatted(node, OnnxNode.quoted(node.output())));
      } else {
        nodes.add(node);
      }
    }
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(value -> !constants.isHeld(value.getName())).toList();
    input = only(inputs, "inputs", "images");
    output = only(graph.getOutputList(), "outputs", "probabilities or logits").getName();
    Set<OnnxNode> needed = needed();
    nodes.stream().filter(needed::contains).forEach(this::addReader);
  }

  /** The nodes without which there is no output. */
  private Set<OnnxNode> needed() {
    Set<OnnxNode> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      OnnxNode maker = makers.get(open.pop());
      if (maker != null && needed.add(maker)) {
        open.addAll(maker.inputs());
      }
    }
    return needed;
  }

  private void addReader(OnnxNode node) {
    Set<String> distinct = new HashSet<>(node.inputs());
    distinct.forEach(name -> readers.computeIfAbsent(name, key -> new ArrayList<>()).add(node));
  }

  private static ValueInfoProto only(List<ValueInfoProto> values, String what, String purpose)
      throws ExchangeException {
    if (values.size() != 1) {
      throw new ExchangeException(
          String.format(
              Locale.ROOT,
              "its graph has %d %s; it must have exactly one, the %s",
              values.size(),
              what,
              purpose));
    }
    return values.get(0);
  }

  ValueInfoProto input() {
    return input;
  }

  /** Number of images that the network takes at a time, as the file says; 0 stands for any. */
  long batch() {
    TensorShapeProto shape = input.getType().getTensorType().getShape();
    return shape.getDimCount() == 0 ? 0 : shape.getDim(0).getDimValue();
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
    return maker(tensor).filter(node -> node.is(operation));
  }

  Optional<OnnxNode> maker(String tensor) {
    return Optional.ofNullable(makers.get(tensor));
  }

  /** Whether the file itself has the numbers of a tensor. */
  boolean isHeld(String tensor) {
    return constants.isHeld(tensor);
  }

  /** The shape of an array that the file itself has. */
  List<Integer> shape(String tensor) throws ExchangeException {
    return constants.shape(tensor);
  }

  /** Whether a tensor's numbers are the file's, perhaps arranged in another way. */
  boolean isConstant(String tensor) {
    return constants.contains(tensor);
  }

  /**
   * Numbers that the file holds.
   *
   * @param node who needs them, for the message
   * @throws ExchangeException if they are computed, or of a type or place that is not supported
   */
  NamedArray constant(OnnxNode node, String tensor) throws ExchangeException {
    return constants.floats(node, tensor);
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
          String.format(
              Locale.ROOT,
              "its array %s has %,d values for %,d channels or units; export the network again",
              OnnxNode.quoted(tensor),
              values.length,
              count));
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
    return constants.integers(node, tensor);
  }
}
