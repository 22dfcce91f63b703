package digitscope.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The dimensions that ONNX's Reshape, Flatten, Squeeze and Unsqueeze give an array. */
final class OnnxReshaping {
  private static final int MOST_DIMENSIONS = 16;

  private OnnxReshaping() {}

  /**
   * What {@code Reshape} gives: 0 takes a dimension over, -1 holds what the others leave.
   *
   * @throws ExchangeException if the array has another number of values
   */
  static List<Integer> reshaped(OnnxNode node, long[] target, List<Integer> before)
      throws ExchangeException {
    long size = before.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    List<Long> sizes = new ArrayList<>();
    int open = -1;
    long product = 1;
    for (int i = 0; i < target.length; i++) {
      boolean isKept = target[i] == 0 && i < before.size() && node.integer("allowzero", 0) == 0;
      long length = isKept ? before.get(i) : target[i];
      if (length == -1 && open < 0) {
        open = i;
      } else if (length < 1 || length > size) {
        throw misfit(node);
      } else {
        product *= length;
      }
      if (product > size) {
        throw misfit(node);
      }
      sizes.add(length);
    }
    if (open >= 0) {
      sizes.set(open, size / product);
      product *= size / product;
    }
    if (product != size) {
      throw misfit(node);
    }
    return sizes.stream().map(Long::intValue).toList();
  }

  private static ExchangeException misfit(OnnxNode node) {
    return node.problem(
        "it does not fit the number of values that it gets; reshape each image "
            + "separately, as torch.flatten(x, 1) does");
  }

  /** What {@code Flatten} gives: two dimensions. */
  static List<Integer> flattened(OnnxNode node, List<Integer> before) throws ExchangeException {
    long axis = node.integer("axis", 1);
    long from = axis < 0 ? axis + before.size() : axis;
    if (from < 0 || from > before.size()) {
      throw node.problem(
          String.format(Locale.ROOT, "its axis %d does not exist; export the network again", axis));
    }
    return List.of(
        product(before.subList(0, (int) from)), product(before.subList((int) from, before.size())));
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * What {@code Squeeze} gives.
   *
   * @param axes those to leave out, if they are an input; otherwise they are an attribute
   */
  static List<Integer> squeezed(OnnxNode node, long[] axes, List<Integer> before)
      throws ExchangeException {
    NavigableSet<Integer> places = places(node, axes, before.size());
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      boolean isLeftOut = places.isEmpty() ? before.get(i) == 1 : places.contains(i);
      if (isLeftOut && before.get(i) != 1) {
        throw node.problem(
            String.format(
                Locale.ROOT,
                "axis %d has %,d values, not one; use torch.flatten(x, 1)",
                i,
                before.get(i)));
      } else if (!isLeftOut) {
        sizes.add(before.get(i));
      }
    }
    return sizes;
  }

  /**
   * What {@code Unsqueeze} gives.
   *
   * @param axes those to put in, if they are an input; otherwise they are an attribute
   */
  static List<Integer> unsqueezed(OnnxNode node, long[] axes, List<Integer> before)
      throws ExchangeException {
    int count = axes.length == 0 ? node.integers("axes").size() : axes.length;
    NavigableSet<Integer> places =
        places(node, axes, before.size() + Math.min(count, MOST_DIMENSIONS));
    if (places.isEmpty()) {
      throw node.problem("its axes are missing; export the network again");
    }
    List<Integer> sizes = new ArrayList<>(before);
    places.forEach(place -> sizes.add(place, 1));
    return sizes;
  }

  /** Places counted from the front. */
  private static NavigableSet<Integer> places(OnnxNode node, long[] axes, int rank)
      throws ExchangeException {
    List<Long> all =
        axes.length == 0 ? node.integers("axes") : LongStream.of(axes).boxed().toList();
    NavigableSet<Integer> places = new TreeSet<>();
    for (long axis : all) {
      long place = axis < 0 ? axis + rank : axis;
      if (rank > MOST_DIMENSIONS || place < 0 || place >= rank || !places.add((int) place)) {
        throw node.problem(
            "its axes %s do not exist; export the network again".formatted(OnnxNode.brief(all)));
      }
    }
    return places;
  }
}
