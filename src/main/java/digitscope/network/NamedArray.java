package digitscope.network;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An array of numbers in C order.
 *
 * @param name what it is called in a file
 * @param shape its dimensions
 * @param values its numbers, as many as the product of the dimensions
 */
public record NamedArray(String name, List<Integer> shape, float[] values) {
  public NamedArray {
    shape = List.copyOf(shape);
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "'%s' has %,d values, which are not of shape %s",
              name,
              values.length,
              shape));
    }
  }

  /** A vector whose numbers are all the same. */
  public static NamedArray constant(String name, int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return new NamedArray(name, List.of(count), values);
  }

  /** The numbers times the factor for their place on the last axis. */
  public NamedArray scaled(float... factors) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] *= factors[i % factors.length];
    }
    return new NamedArray(name, shape, result);
  }

  /** The numbers plus the summand for their place on the last axis. */
  public NamedArray shifted(float... summands) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += summands[i % summands.length];
    }
    return new NamedArray(name, shape, result);
  }

  /** The same numbers in the same order with other dimensions. */
  public NamedArray reshaped(Integer... dimensions) {
    return new NamedArray(name, List.of(dimensions), values);
  }

  /**
   * The same numbers with the axes in another order, as {@code numpy.transpose} does it.
   *
   * @param axes for each axis of the result the one of this array that it is
   */
  public NamedArray transposed(int... axes) {
    int rank = shape.size();
    List<Integer> turned = new ArrayList<>();
    int[] strides = new int[rank];
    for (int axis : axes) {
      int stride = 1;
      for (int inner = axis + 1; inner < rank; inner++) {
        stride *= shape.get(inner);
      }
      strides[turned.size()] = stride;
      turned.add(shape.get(axis));
    }
    float[] result = new float[values.length];
    int[] index = new int[rank];
    int from = 0;
    for (int to = 0; to < result.length; to++) {
      result[to] = values[from];
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < turned.get(axis)) {
          break;
        }
        from -= strides[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return new NamedArray(name, turned, result);
  }
}
