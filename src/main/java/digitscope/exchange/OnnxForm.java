package digitscope.exchange;

import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a tensor of an ONNX graph holds what a layer of ours gives for an image: the same values,
 * perhaps with channels last, flattened, or with axes of one value put in or left out.
 *
 * @param sizes dimensions after the batch
 * @param order our axes of more than one value, from the slowest to the fastest
 */
record OnnxForm(List<Integer> sizes, List<Axis> order) {
  /**
   * An axis of our shape.
   *
   * @param place 0 for channels or units, 1 for rows, 2 for columns
   */
  record Axis(int place, int size) {}

  OnnxForm {
    sizes = List.copyOf(sizes);
    order = List.copyOf(order);
  }

  /** Our own form: [channels, height, width], or [units]. */
  static OnnxForm of(Shape shape) {
    List<Integer> sizes =
        shape instanceof Shape.Maps maps
            ? List.of(maps.channels(), maps.height(), maps.width())
            : List.of(shape.size());
    List<Axis> order =
        IntStream.range(0, sizes.size())
            .filter(place -> sizes.get(place) > 1)
            .mapToObj(place -> new Axis(place, sizes.get(place)))
            .toList();
    return new OnnxForm(sizes, order);
  }

  /** The form [rows, columns, channels]. */
  static OnnxForm channelsLast(Shape.Maps maps) {
    return of(maps).transposed(List.of(1, 2, 0)).orElseThrow();
  }

  /** Number of values for an image. */
  int size() {
    return order.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
  }

  boolean isVector() {
    return sizes.size() == 1;
  }

  /** Whether the values stand in our own order. */
  boolean isInOrder() {
    return order.stream().sorted(Comparator.comparingInt(Axis::place)).toList().equals(order);
  }

  /**
   * The same values in the same order with other dimensions.
   *
   * @param changed dimensions of as many values
   */
  OnnxForm reshaped(List<Integer> changed) {
    return new OnnxForm(changed, order);
  }

  /**
   * The dimensions in another order.
   *
   * @param axes for each dimension of the result the one of this form that it is
   * @return empty if a dimension holds a part of an axis of ours
   */
  Optional<OnnxForm> transposed(List<Integer> axes) {
    return axesOfDimensions()
        .map(
            groups ->
                new OnnxForm(
                    axes.stream().map(sizes::get).toList(),
                    axes.stream().flatMap(axis -> groups.get(axis).stream()).toList()));
  }

  /** Our axes in each dimension; empty if a dimension holds a part of one. */
  Optional<List<List<Axis>>> axesOfDimensions() {
    List<List<Axis>> groups = new ArrayList<>();
    int next = 0;
    for (int size : sizes) {
      int from = next;
      long product = 1;
      while (product < size && next < order.size()) {
        product *= order.get(next++).size();
      }
      if (product != size) {
        return Optional.empty();
      }
      groups.add(order.subList(from, next));
    }
    return Optional.of(groups);
  }

  /** Rows of a matrix that are for the values in this form, brought into our own order. */
  NamedArray rowsInOrder(NamedArray matrix) {
    if (isInOrder()) {
      return matrix;
    }
    int columns = matrix.shape().get(1);
    List<Integer> dimensions = new ArrayList<>(order.stream().map(Axis::size).toList());
    dimensions.add(columns);
    int[] axes =
        IntStream.concat(
                IntStream.range(0, order.size())
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> order.get(i).place()))
                    .mapToInt(Integer::intValue),
                IntStream.of(order.size()))
            .toArray();
    return matrix
        .reshaped(dimensions.toArray(Integer[]::new))
        .transposed(axes)
        .reshaped(matrix.shape().get(0), columns);
  }
}
