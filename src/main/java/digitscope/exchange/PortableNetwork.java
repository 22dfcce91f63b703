package digitscope.exchange;

import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.train.Checkpoint;
import digitscope.train.ParameterLayout;
import digitscope.train.ParameterLayout.ArrayPlace;
import java.util.Arrays;
import java.util.List;

/**
 * A trained network apart from any run.
 *
 * @param name what it is called
 * @param network its layers
 * @param image shape of the images it takes
 * @param classNames what its outputs stand for
 * @param parameters the flat vector, laid out as {@link ParameterLayout} says
 */
record PortableNetwork(
    String name,
    NetworkSpec network,
    ImageShape image,
    List<String> classNames,
    float[] parameters) {
  PortableNetwork {
    classNames = List.copyOf(classNames);
  }

  /**
   * A configuration's network with the weights of a checkpoint.
   *
   * @throws ExchangeException if they do not go together
   */
  static PortableNetwork of(
      RunConfig config, ImageShape image, List<String> classNames, Checkpoint weights)
      throws ExchangeException {
    PortableNetwork portable =
        new PortableNetwork(
            config.name(), config.network(), image, classNames, weights.parameters());
    int expected;
    try {
      expected = portable.layout().size();
    } catch (InvalidNetworkException e) {
      throw new ExchangeException("The run is damaged: " + e.getMessage(), e);
    }
    if (expected != weights.parameters().length) {
      throw new ExchangeException(
          "The run is damaged: its network has %d parameters, its checkpoint %d"
              .formatted(expected, weights.parameters().length));
    }
    return portable;
  }

  ParameterLayout layout() {
    return ParameterLayout.of(network, image, classNames.size());
  }

  /** Shapes of all layers. */
  List<LayerSummary> layers() {
    return network.summarise(image, classNames.size());
  }

  /**
   * Every array as others lay it out: kernels as [filters, channels, height, width], those of a
   * single channel as [channels, 1, height, width], mean images as [clusters, channels, height,
   * width], all else as it is. Names are like {@code "3.convolution/weights"}.
   */
  List<NamedArray> arrays() {
    return layout().arrays().stream().map(this::array).toList();
  }

  private NamedArray array(ArrayPlace place) {
    NamedArray array =
        new NamedArray(
            layerName(place.layer()) + "/" + place.name(),
            place.shape(),
            Arrays.copyOfRange(parameters, place.offset(), place.offset() + place.size()));
    return switch (place.role()) {
      case KERNELS -> array.transposed(3, 2, 0, 1);
      case DEPTHWISE_KERNELS -> {
        NamedArray turned = array.transposed(2, 0, 1);
        List<Integer> shape = turned.shape();
        yield turned.reshaped(shape.get(0), 1, shape.get(1), shape.get(2));
      }
      case CENTROIDS -> array.transposed(0, 3, 1, 2);
      default -> array;
    };
  }

  /** A layer's name in files, such as {@code "3.convolution"}. */
  String layerName(int number) {
    return number + "." + kind(network.layers().get(number - 1));
  }

  private static String kind(LayerSpec spec) {
    if (spec instanceof LayerSpec.Conv2d) {
      return "convolution";
    } else if (spec instanceof LayerSpec.SeparableConv2d) {
      return "separable_convolution";
    } else if (spec instanceof LayerSpec.MaxPool2d) {
      return "max_pooling";
    } else if (spec instanceof LayerSpec.AveragePool2d) {
      return "average_pooling";
    } else if (spec instanceof LayerSpec.GlobalAveragePool2d) {
      return "global_average_pooling";
    } else if (spec instanceof LayerSpec.BatchNorm) {
      return "batch_normalisation";
    } else if (spec instanceof LayerSpec.Residual) {
      return "residual_block";
    } else if (spec instanceof LayerSpec.KMeans) {
      return "k_means";
    } else if (spec instanceof LayerSpec.Dropout) {
      return "dropout";
    } else if (spec instanceof LayerSpec.Flatten) {
      return "flatten";
    }
    return "dense";
  }
}
