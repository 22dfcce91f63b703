package digitscope.train;

import digitscope.config.InvalidNetworkException;
import digitscope.config.NetworkSpec;
import digitscope.data.ImageShape;
import digitscope.nn.BatchNormalisation;
import java.util.List;

/**
 * What the numbers of a network's flat vector are.
 *
 * @param arrays the arrays in the order in which they lie, without gaps
 * @param trained number of values that are trained, which come first
 * @param size length of the vector
 */
public record ParameterLayout(List<ArrayPlace> arrays, int trained, int size) {
  /** ε of batch normalisation, which is added to variances. */
  public static final double NORMALISATION_EPSILON = BatchNormalisation.EPSILON;

  /** What the numbers of an array do, and in which order their axes are. */
  public enum Role {
    /** [kernel height, kernel width, input channels, filters]. */
    KERNELS,
    /** [kernel height, kernel width, channels]: each channel has a kernel of its own. */
    DEPTHWISE_KERNELS,
    /** [inputs, units]. */
    MATRIX,
    /** One number a filter or unit. */
    BIASES,
    /** Batch normalisation's γ, one number a channel. */
    SCALES,
    /** Batch normalisation's β, one number a channel. */
    SHIFTS,
    /** Batch normalisation's running means, one number a channel. */
    MEANS,
    /** Batch normalisation's running variances, one number a channel. */
    VARIANCES,
    /** Mean images of k-means, [clusters, height, width, channels]. */
    CENTROIDS,
    /** The squared norms of the mean images, one number a cluster. */
    CENTROID_NORMS
  }

  /**
   * One array in the flat vector, in C order.
   *
   * @param layer number of the layer it belongs to, counted from 1 as people do
   * @param name such as {@code "weights"}; a layer that consists of others has names such as {@code
   *     "convolution1/weights"}
   * @param role what it is
   * @param shape in the order that its role says
   * @param offset place of its first value
   */
  public record ArrayPlace(int layer, String name, Role role, List<Integer> shape, int offset) {
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
   * The layout of a network's vector.
   *
   * @param image shape of the images
   * @param classes number of classes
   * @throws InvalidNetworkException if a layer does not fit
   */
  public static ParameterLayout of(NetworkSpec network, ImageShape image, int classes) {
    return NetworkFactory.layout(network, image, classes);
  }
}
