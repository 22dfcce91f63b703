package digitscope.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import onnx.Onnx.TensorProto;

/**
 * Works out whole numbers that a graph computes: shapes, as PyTorch writes {@code x.view(x.size(0),
 * -1)}, and padding.
 */
final class OnnxShapes {
  /** The number of images, which is known only when the network runs. */
  static final long BATCH = Long.MIN_VALUE;

  private static final int MOST_VALUES = 16;
  private static final int MOST_STEPS = 200;

  private final OnnxGraph graph;
  private final OnnxPath path;
  private int steps;

  OnnxShapes(OnnxGraph graph, OnnxPath path) {
    this.graph = graph;
    this.path = path;
  }

  /** A few numbers: one by itself, in a row, or in rows and columns. */
  private record Numbers(List<Integer> shape, long... values) {
    static Numbers row(long... values) {
      return new Numbers(List.of(values.length), values);
    }

    int rows() {
      return shape.isEmpty() ? 1 : shape.get(0);
    }

    int rowLength() {
      return rows() == 0 ? 0 : values.length / rows();
    }
  }

  /**
   * The numbers of a tensor.
   *
   * @param node who needs them, for the message
   * @throws ExchangeException if they cannot be worked out
   */
  long[] values(OnnxNode node, String tensor) throws ExchangeException {
    steps = 0;
    return evaluate(node, tensor).values.clone();
  }

  private Numbers evaluate(OnnxNode node, String tensor) throws ExchangeException {
    // Each step goes back to another node: a circle ends here, as does what grows with each step.
    if (++steps > MOST_STEPS) {
      throw unknown(node);
    }
    if (graph.isHeld(tensor)) {
      return checked(node, new Numbers(graph.shape(tensor), graph.integers(node, tensor)));
    }
    OnnxNode maker = graph.maker(tensor).orElseThrow(() -> unknown(node));
    return checked(
        node,
        switch (maker.operation()) {
          case "Shape" -> shape(maker);
          case "Gather" -> gathered(maker);
          case "Slice" -> sliced(maker);
          case "Concat" -> concatenated(maker);
          case "Mul" -> product(maker);
          case "ConstantOfShape" -> repeated(maker);
          case "Transpose" -> transposed(maker);
          case "Reshape", "Unsqueeze", "Squeeze" -> reshaped(maker);
          case "Cast", "Identity" -> evaluate(maker, maker.input(0));
          default -> throw unknown(maker);
        });
  }

  private static Numbers checked(OnnxNode node, Numbers numbers) throws ExchangeException {
    long size = numbers.shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    if (numbers.values.length > MOST_VALUES
        || numbers.shape.size() > 2
        || size != numbers.values.length) {
      throw unknown(node);
    }
    return numbers;
  }

  private Numbers shape(OnnxNode node) throws ExchangeException {
    OnnxForm form = path.formOf(node.input(0)).orElseThrow(() -> unknown(node));
    long[] whole =
        LongStream.concat(LongStream.of(BATCH), form.sizes().stream().mapToLong(Integer::longValue))
            .toArray();
    return part(
        node, Numbers.row(whole), node.integer("start", 0), node.integer("end", whole.length), 1);
  }

  private Numbers gathered(OnnxNode node) throws ExchangeException {
    Numbers all = evaluate(node, node.input(0));
    Numbers indices = evaluate(node, node.input(1));
    long[] some = new long[indices.values.length];
    for (int i = 0; i < some.length; i++) {
      long index = indices.values[i];
      index = index < 0 ? index + all.values.length : index;
      if (all.shape.size() != 1 || index < 0 || index >= all.values.length) {
        throw unknown(node);
      }
      some[i] = all.values[(int) index];
    }
    return new Numbers(indices.shape, some);
  }

  private Numbers sliced(OnnxNode node) throws ExchangeException {
    Numbers all = evaluate(node, node.input(0));
    boolean isOfRows = node.input(3).isEmpty() || only(node, "", 3) == 0;
    if (!isOfRows) {
      throw unknown(node);
    }
    return part(
        node,
        all,
        only(node, "starts", 1),
        only(node, "ends", 2),
        node.input(4).isEmpty() ? 1 : only(node, "", 4));
  }

  /** A number that stands in an attribute, or, in newer graphs, in an input. */
  private long only(OnnxNode node, String attribute, int input) throws ExchangeException {
    long[] values =
        node.input(input).isEmpty()
            ? node.integers(attribute).stream().limit(2).mapToLong(Long::longValue).toArray()
            : evaluate(node, node.input(input)).values;
    if (values.length != 1) {
      throw unknown(node);
    }
    return values[0];
  }

  /** Rows from a first one to a last one, forwards or backwards. */
  private static Numbers part(OnnxNode node, Numbers all, long start, long end, long step)
      throws ExchangeException {
    int rows = all.rows();
    if (Math.abs(step) != 1) {
      throw unknown(node);
    }
    boolean isForwards = step == 1;
    long lowest = isForwards ? 0 : -1;
    long highest = isForwards ? rows : rows - 1;
    long from = Math.max(lowest, Math.min(highest, start < 0 ? start + rows : start));
    long to = Math.max(lowest, Math.min(highest, end < 0 ? end + rows : end));
    int length = all.rowLength();
    List<Long> values = new ArrayList<>();
    int count = 0;
    for (long row = from; isForwards ? row < to : row > to; row += step) {
      for (int i = 0; i < length; i++) {
        values.add(all.values[(int) row * length + i]);
      }
      count++;
    }
    List<Integer> shape = new ArrayList<>(all.shape);
    if (shape.isEmpty()) {
      throw unknown(node);
    }
    shape.set(0, count);
    return new Numbers(shape, values.stream().mapToLong(Long::longValue).toArray());
  }

  private Numbers concatenated(OnnxNode node) throws ExchangeException {
    List<Long> all = new ArrayList<>();
    for (String part : node.inputs()) {
      Numbers numbers = evaluate(node, part);
      if (numbers.shape.size() != 1 || all.size() > MOST_VALUES) {
        throw unknown(node);
      }
      Arrays.stream(numbers.values).forEach(all::add);
    }
    return Numbers.row(all.stream().mapToLong(Long::longValue).toArray());
  }

  private Numbers product(OnnxNode node) throws ExchangeException {
    Numbers one = evaluate(node, node.input(0));
    Numbers other = evaluate(node, node.input(1));
    if (one.values.length != 1
        || other.values.length != 1
        || one.values[0] == BATCH
        || other.values[0] == BATCH) {
      throw unknown(node);
    }
    try {
      return new Numbers(one.shape, Math.multiplyExact(one.values[0], other.values[0]));
    } catch (ArithmeticException e) {
      throw unknown(node);
    }
  }

  /** Zeros, as padding is filled up with. */
  private Numbers repeated(OnnxNode node) throws ExchangeException {
    Numbers shape = evaluate(node, node.input(0));
    long count = shape.values.length == 1 ? shape.values[0] : -1;
    if (count < 0 || count > MOST_VALUES) {
      throw unknown(node);
    }
    long[] values = new long[(int) count];
    Optional<TensorProto> value = node.tensor("value");
    if (value.isPresent()) {
      long[] one = TensorFormat.integers(value.get());
      Arrays.fill(values, one.length == 1 ? one[0] : 0);
    }
    return Numbers.row(values);
  }

  private Numbers transposed(OnnxNode node) throws ExchangeException {
    Numbers all = evaluate(node, node.input(0));
    List<Long> axes = node.integers("perm");
    if (all.shape.size() != 2 || !(axes.isEmpty() || axes.equals(List.of(1L, 0L)))) {
      throw unknown(node);
    }
    int rows = all.rows();
    int columns = all.rowLength();
    long[] values = new long[all.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i % columns * rows + i / columns] = all.values[i];
    }
    return new Numbers(List.of(columns, rows), values);
  }

  private Numbers reshaped(OnnxNode node) throws ExchangeException {
    Numbers all = evaluate(node, node.input(0));
    long[] arguments = node.input(1).isEmpty() ? new long[0] : evaluate(node, node.input(1)).values;
    List<Integer> shape =
        switch (node.operation()) {
          case "Reshape" -> OnnxReshaping.reshaped(node, arguments, all.shape);
          case "Squeeze" -> OnnxReshaping.squeezed(node, arguments, all.shape);
          default -> OnnxReshaping.unsqueezed(node, arguments, all.shape);
        };
    return new Numbers(shape, all.values);
  }

  private static ExchangeException unknown(OnnxNode node) {
    return node.problem(
        "its shape can't be determined; use torch.flatten(x, 1), or sizes that are numbers");
  }
}
