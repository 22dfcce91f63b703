package digitscope.config;

import digitscope.data.ImageShape;
import java.util.ArrayList;
import java.util.List;

/** Adapts a network to other image shapes and numbers of classes. */
final class NetworkAdaptation {
  private NetworkAdaptation() {}

  /**
   * The network with an output for each class. A convolution that is larger than its input is
   * padded, and a pooling that is gets left out, so that the network also goes with small images.
   * What is wrong in another way stays as it is.
   */
  static NetworkSpec adapt(NetworkSpec network, ImageShape image, int classes) {
    List<LayerSpec> layers = new ArrayList<>(network.layers());
    int last = layers.size() - 1;
    if (last >= 0 && layers.get(last) instanceof Dense output) {
      layers.set(last, new Dense(classes, output.activation()));
    }
    int number = problem(network.withLayers(layers), image, classes);
    while (number > 0) {
      LayerSpec layer = layers.get(number - 1);
      LayerSpec padded = padded(layer);
      if (layer instanceof LayerSpec.Pooling) {
        layers.remove(number - 1);
      } else if (!padded.equals(layer)) {
        layers.set(number - 1, padded);
      } else {
        return network;
      }
      number = problem(network.withLayers(layers), image, classes);
    }
    return network.withLayers(layers);
  }

  /** Number of the first layer that does not fit, counted from 1; 0 if there is none. */
  private static int problem(NetworkSpec network, ImageShape image, int classes) {
    try {
      network.summarize(image, classes);
      return 0;
    } catch (InvalidNetworkException e) {
      return e.layerNumber();
    }
  }

  private static LayerSpec padded(LayerSpec layer) {
    return layer instanceof LayerSpec.Convolution conv
        ? conv.with(
            conv.filters(),
            conv.kernelHeight(),
            conv.kernelWidth(),
            conv.stride(),
            Padding.SAME,
            conv.activation())
        : layer;
  }
}
