package digitscope.exchange;

import digitscope.network.NamedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.TensorProto;

/** The numbers that a file holds, also where its graph first turns or reshapes them. */
final class OnnxConstants {
  private static final Set<String> ARRANGING =
      Set.of("Identity", "Cast", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze");

  private static final int MOST_NODES = 16;

  private final Map<String, TensorProto> tensors = new HashMap<>();
  private final Map<String, OnnxNode> makers;

  /**
   * @param makers nodes by the tensor that they make
   */
  OnnxConstants(Map<String, OnnxNode> makers) {
    this.makers = makers;
  }

  void put(String name, TensorProto tensor) {
    tensors.put(name, tensor);
  }

  /** Whether the file itself has the numbers. */
  boolean isHeld(String name) {
    return tensors.containsKey(name);
  }

  /** The shape of an array that the file itself has. */
  List<Integer> shape(String name) throws ExchangeException {
    return TensorFormat.shape(tensors.getOrDefault(name, TensorProto.getDefaultInstance()));
  }

  /** Whether a tensor's numbers are the file's, perhaps arranged in another way. */
  boolean contains(String name) {
    return source(name, new ArrayList<>()).isPresent();
  }

  /**
   * Looks for the numbers that a tensor has.
   *
   * @param arranging takes the nodes that arrange them, the last first
   */
  private Optional<TensorProto> source(String name, List<OnnxNode> arranging) {
    String tensor = name;
    while (!tensors.containsKey(tensor)) {
      OnnxNode maker = makers.get(tensor);
      if (maker == null || !ARRANGING.contains(maker.operation())) {
        return Optional.empty();
      }
      if (arranging.size() == MOST_NODES) {
        return Optional.empty();
      }
      arranging.add(maker);
      tensor = maker.input(0);
    }
    return Optional.of(tensors.get(tensor));
  }

  /**
   * Numbers that the file holds.
   *
   * @param node who needs them, for the message
   * @throws ExchangeException if they are computed, or of a type or place that is not supported
   */
  NamedArray floats(OnnxNode node, String name) throws ExchangeException {
    List<OnnxNode> arranging = new ArrayList<>();
    NamedArray array = TensorFormat.floats(find(node, name, arranging));
    for (int i = arranging.size() - 1; i >= 0; i--) {
      array = arranged(arranging.get(i), array);
    }
    return array;
  }

  /** Whole numbers in a row that the file holds, under the same conditions. */
  long[] integers(OnnxNode node, String name) throws ExchangeException {
    return TensorFormat.integers(find(node, name, new ArrayList<>()));
  }

  private TensorProto find(OnnxNode node, String name, List<OnnxNode> arranging)
      throws ExchangeException {
    return source(name, arranging)
        .orElseThrow(
            () ->
                node.problem(
                    ("its input %s is not an array in the file; export the trained network "
                            + "with constant folding")
                        .formatted(OnnxNode.quoted(name))));
  }

  private NamedArray arranged(OnnxNode node, NamedArray array) throws ExchangeException {
    return switch (node.operation()) {
      case "Transpose" -> transposed(node, array);
      case "Reshape", "Flatten", "Squeeze", "Unsqueeze" ->
          array.reshaped(shape(node, array.shape()).toArray(Integer[]::new));
      default -> array;
    };
  }

  private static NamedArray transposed(OnnxNode node, NamedArray array) throws ExchangeException {
    int rank = array.shape().size();
    int[] axes = node.integers("perm").stream().mapToInt(Long::intValue).toArray();
    if (axes.length == 0) {
      axes = new int[rank];
      Arrays.setAll(axes, axis -> rank - 1 - axis);
    }
    Set<Integer> distinct = new HashSet<>();
    boolean areAll = axes.length == rank;
    for (int axis : axes) {
      areAll &= axis >= 0 && axis < rank && distinct.add(axis);
    }
    if (!areAll) {
      throw node.problem(
          String.format(
              Locale.ROOT,
              "its axes do not fit an array of %d dimensions; export the network again",
              rank));
    }
    return array.transposed(axes);
  }

  /** The shape that a node gives an array. */
  private List<Integer> shape(OnnxNode node, List<Integer> before) throws ExchangeException {
    long[] arguments = node.input(1).isEmpty() ? new long[0] : integers(node, node.input(1));
    return switch (node.operation()) {
      case "Reshape" -> OnnxReshaping.reshaped(node, arguments, before);
      case "Flatten" -> OnnxReshaping.flattened(node, before);
      case "Squeeze" -> OnnxReshaping.squeezed(node, arguments, before);
      default -> OnnxReshaping.unsqueezed(node, arguments, before);
    };
  }
}
