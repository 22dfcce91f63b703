package digitscope.network;

import digitscope.config.InvalidNetworkException;
import digitscope.config.NetworkSpec;
import digitscope.data.ImageShape;
import digitscope.nn.BatchNormalization;
import digitscope.nn.GroupNormalization;
import java.util.Arrays;
import java.util.List;

/**
 * What the numbers of a network's flat vector are.
 *
 * @param arrays the arrays in the order in which they lie, without gaps
 * @param trained number of values that are trained, which come first
 * @param size length of the vector
 */
public record ParameterLayout(List<ArrayPlace> arrays, int trained, int size) {
  /** ε of batch normalization, which is added to variances. */
  public static final double NORMALIZATION_EPSILON = BatchNormalization.EPSILON;

  /** ε of group normalization, which is added to variances. */
  public static final double GROUP_NORMALIZATION_EPSILON = GroupNormalization.EPSILON;

  /** What the numbers of an array do, and in which order their axes are. */
  public enum Role {
    /** [kernel height, kernel width, input channels, filters]. */
    KERNELS,
    /** [kernel height, kernel width, channels]: each channel has a kernel of its own. */
    DEPTHWISE_KERNELS,
    /** [kernel height, kernel width, filters, input channels], of a transposed convolution. */
    TRANSPOSED_KERNELS,
    /** [inputs, units]. */
    MATRIX,
    /** One number a filter or unit. */
    BIASES,
    /** A normalization's γ, one number a channel. */
    SCALES,
    /** A normalization's β, one number a channel. */
    SHIFTS,
    /** Batch normalization's running means, one number a channel. */
    MEANS,
    /** Batch normalization's running variances, one number a channel. */
    VARIANCES,
    /** Mean images of k-means, [clusters, height, width, channels]. */
    CENTROIDS,
    /** The squared norms of the mean images, one number a cluster. */
    CENTROID_NORMS;

    /** Whether they are weights, by which a layer multiplies what it gets to sum it. */
    public boolean isWeights() {
      return switch (this) {
        case KERNELS, DEPTHWISE_KERNELS, TRANSPOSED_KERNELS, MATRIX -> true;
        default -> false;
      };
    }
  }

  /**
   * One array in the flat vector, in C order.
   *
   * @param layer number of the layer it belongs to, counted from 1 as people do
   * @param layerName what that layer is called in files, such as {@code "3.convolution"}
   * @param name such as {@code "weights"}; a layer that consists of others has names such as {@code
   *     "convolution1/weights"}
   * @param role what it is
   * @param shape in the order that its role says
   * @param offset place of its first value
   */
  public record ArrayPlace(
      int layer, String layerName, String name, Role role, List<Integer> shape, int offset) {
    public ArrayPlace {
      shape = List.copyOf(shape);
    }

    /** Number of values. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** The array's name in files, such as {@code "3.convolution/weights"}. */
    public String fullName() {
      return layerName + "/" + name;
    }

    /**
     * The numbers of this array in files, in the order that other programs have: kernels as
     * [filters, channels, height, width], those of a transposed convolution as [channels, filters,
     * height, width], those of a single channel as [channels, 1, height, width], mean images as
     * [clusters, channels, height, width], all else as it is.
     *
     * @param vector the flat vector, or one laid out like it
     */
    public NamedArray read(float[] vector) {
      float[] values = Arrays.copyOfRange(vector, offset, offset + size());
      NamedArray array = new NamedArray(fullName(), withChannels(), values);
      int[] axes = axes();
      return axes.length == 0 ? array : array.transposed(axes);
    }

    /** The shape in which {@link #read} gives the numbers. */
    public List<Integer> fileShape() {
      List<Integer> own = withChannels();
      int[] axes = axes();
      return axes.length == 0 ? own : Arrays.stream(axes).mapToObj(own::get).toList();
    }

    /**
     * Undoes {@link #read}.
     *
     * @param values as many as the array has
     * @param vector receives them
     */
    public void write(float[] values, float[] vector) {
      int[] axes = axes();
      NamedArray array = new NamedArray(fullName(), fileShape(), values);
      float[] own = axes.length == 0 ? values : array.transposed(inverse(axes)).values();
      System.arraycopy(own, 0, vector, offset, own.length);
    }

    /** The shape with an axis for each of those that the role's order in files has. */
    private List<Integer> withChannels() {
      return role == Role.DEPTHWISE_KERNELS
          ? List.of(shape.get(0), shape.get(1), 1, shape.get(2))
          : shape;
    }

    /** For each axis in files the one here; nothing if they are the same. */
    private int[] axes() {
      return switch (role) {
        case KERNELS, DEPTHWISE_KERNELS, TRANSPOSED_KERNELS -> new int[] {3, 2, 0, 1};
        case CENTROIDS -> new int[] {0, 3, 1, 2};
        default -> new int[0];
      };
    }

    private static int[] inverse(int[] axes) {
      int[] inverse = new int[axes.length];
      for (int i = 0; i < axes.length; i++) {
        inverse[axes[i]] = i;
      }
      return inverse;
    }
  }

  public ParameterLayout {
    arrays = List.copyOf(arrays);
  }

  /** The places of the arrays that are trained; what the others hold follows from training. */
  public List<ArrayPlace> trainedArrays() {
    return arrays.stream().filter(array -> array.offset() < trained).toList();
  }

  /**
   * The Euclidean distance of each {@linkplain #trainedArrays trained array} from itself in another
   * vector, in their order.
   */
  public float[] distances(float[] one, float[] other) {
    List<ArrayPlace> trainedArrays = trainedArrays();
    float[] distances = new float[trainedArrays.size()];
    for (int i = 0; i < distances.length; i++) {
      ArrayPlace array = trainedArrays.get(i);
      double squares = 0;
      for (int k = array.offset(); k < array.offset() + array.size(); k++) {
        double difference = (double) one[k] - other[k];
        squares += difference * difference;
      }
      distances[i] = (float) Math.sqrt(squares);
    }
    return distances;
  }

  /** Every array of a vector, as {@link ArrayPlace#read} has it. */
  public List<NamedArray> read(float[] vector) {
    return arrays.stream().map(array -> array.read(vector)).toList();
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
