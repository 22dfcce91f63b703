package digitscope.train;

import digitscope.config.InvalidNetworkException;
import digitscope.config.NetworkSpec;
import digitscope.data.ImageShape;
import java.util.List;

/**
 * What the numbers of a network's flat parameter vector are.
 *
 * @param arrays the arrays in the order in which they lie, without gaps
 * @param size length of the vector
 */
public record ParameterLayout(List<ArrayPlace> arrays, int size) {
  /**
   * One array in the flat vector, in C order.
   *
   * @param layer number of the layer it belongs to, counted from 1 as people do
   * @param name such as {@code "weights"}
   * @param shape convolutions: [kernel height, kernel width, input channels, filters]; dense
   *     layers: [inputs, units]; one value a channel or unit: a vector
   * @param offset place of its first value
   */
  public record ArrayPlace(int layer, String name, List<Integer> shape, int offset) {
    public ArrayPlace {
      shape = List.copyOf(shape);
    }

    /** Number of values. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  public ParameterLayout {
    arrays = List.copyOf(arrays);
  }

  /**
   * The layout of a network's parameters.
   *
   * @param image shape of the images
   * @param classes number of classes
   * @throws InvalidNetworkException if a layer does not fit
   */
  public static ParameterLayout of(NetworkSpec network, ImageShape image, int classes) {
    return NetworkFactory.layout(network, image, classes);
  }
}
