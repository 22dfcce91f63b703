package digitscope.exchange;

import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.data.ImageShape;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import java.util.List;
import java.util.Locale;

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
      throw new ExchangeException("The run is damaged: " + Reason.of(e), e);
    }
    if (expected != weights.parameters().length) {
      throw new ExchangeException(
          String.format(
              Locale.ROOT,
              "The run is damaged: its network has %,d values, its checkpoint %,d",
              expected,
              weights.parameters().length));
    }
    return portable;
  }

  ParameterLayout layout() {
    return ParameterLayout.of(network, image, classNames.size());
  }

  /** Shapes of all layers. */
  List<LayerSummary> layers() {
    return network.summarize(image, classNames.size());
  }

  /** Every array in the order that other programs have. */
  List<NamedArray> arrays() {
    return layout().read(parameters);
  }
}
