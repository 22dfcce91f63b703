package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.NetworkSpec;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import digitscope.train.ParameterLayout;
import digitscope.train.ParameterLayout.ArrayPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network that grows layer by layer, with the numbers of each. */
final class LayerStack {
  /** A file that says more is not meant seriously. */
  private static final int MOST_LAYERS = 1000;

  private final ImageShape image;
  private final List<LayerSpec> layers = new ArrayList<>();
  private final List<Map<String, NamedArray>> arrays = new ArrayList<>();

  LayerStack(ImageShape image) {
    this.image = image;
  }

  /**
   * Puts a layer on top.
   *
   * @param parameters its arrays, under the names and in the shapes of {@link ParameterLayout}
   * @throws InvalidNetworkException if it does not fit, or is one too many
   */
  void add(LayerSpec layer, Map<String, NamedArray> parameters) {
    if (layers.size() == MOST_LAYERS) {
      throw new InvalidNetworkException(
          MOST_LAYERS, "it has more than %d layers".formatted(MOST_LAYERS));
    }
    layers.add(layer);
    arrays.add(parameters);
    shape();
  }

  void add(LayerSpec layer) {
    add(layer, Map.of());
  }

  /**
   * Goes back to the images, if nothing has been done with them yet but to flatten them.
   *
   * @return whether that is so
   */
  boolean restart() {
    boolean isUntouched = layers.isEmpty() || layers.equals(List.of(new LayerSpec.Flatten()));
    if (isUntouched) {
      layers.clear();
      arrays.clear();
    }
    return isUntouched;
  }

  /**
   * The shape of what the top layer gives.
   *
   * @throws InvalidNetworkException if a layer does not fit
   */
  Shape shape() {
    List<LayerSpec> probe = new ArrayList<>(layers);
    probe.add(new LayerSpec.Dense(1, Activation.LINEAR));
    List<LayerSummary> summaries = new NetworkSpec(probe).summarise(image, 1);
    return summaries.get(summaries.size() - 1).input();
  }

  /**
   * Gives the newest layer that can have one an activation. Max pooling and flattening may lie
   * between: as an activation never falls, it makes no difference which of them comes first.
   *
   * @return whether there is a layer that can have it
   */
  boolean activate(Activation activation) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      LayerSpec layer = layers.get(i);
      LayerSpec activated = activated(layer, activation);
      if (activated != layer) {
        layers.set(i, activated);
        return true;
      }
      boolean isPassed =
          layer instanceof LayerSpec.MaxPool2d
              || layer instanceof LayerSpec.Flatten
              || layer instanceof LayerSpec.Dropout;
      if (!isPassed) {
        return false;
      }
    }
    return false;
  }

  private static LayerSpec activated(LayerSpec layer, Activation activation) {
    if (layer instanceof LayerSpec.Conv2d conv && conv.activation() == Activation.LINEAR) {
      return new LayerSpec.Conv2d(
          conv.filters(),
          conv.kernelHeight(),
          conv.kernelWidth(),
          conv.stride(),
          conv.padding(),
          activation);
    } else if (layer instanceof LayerSpec.SeparableConv2d conv
        && conv.activation() == Activation.LINEAR) {
      return new LayerSpec.SeparableConv2d(
          conv.filters(),
          conv.kernelHeight(),
          conv.kernelWidth(),
          conv.stride(),
          conv.padding(),
          activation);
    } else if (layer instanceof LayerSpec.BatchNorm norm
        && norm.activation() == Activation.LINEAR) {
      return new LayerSpec.BatchNorm(activation);
    } else if (layer instanceof LayerSpec.Dense dense && dense.activation() == Activation.LINEAR) {
      return new LayerSpec.Dense(dense.units(), activation);
    }
    return layer;
  }

  /** Whether the top layer is a dense one without activation. */
  boolean endsInLogits() {
    return !layers.isEmpty()
        && layers.get(layers.size() - 1) instanceof LayerSpec.Dense dense
        && dense.activation() == Activation.LINEAR;
  }

  /**
   * The whole network.
   *
   * @throws InvalidNetworkException if it does not end in one output a class
   */
  PortableNetwork build(String name, List<String> classNames) {
    NetworkSpec network = new NetworkSpec(layers);
    ParameterLayout layout = ParameterLayout.of(network, image, classNames.size());
    float[] parameters = new float[layout.size()];
    for (ArrayPlace place : layout.arrays()) {
      NamedArray array = arrays.get(place.layer() - 1).get(place.name());
      if (array == null || !array.shape().equals(place.shape())) {
        throw new InvalidNetworkException(
            place.layer(),
            "layer %d, %s: its %s must be of shape %s, not %s"
                .formatted(
                    place.layer(),
                    layers.get(place.layer() - 1).title(),
                    place.name(),
                    place.shape(),
                    array == null ? "missing" : array.shape()));
      }
      System.arraycopy(array.values(), 0, parameters, place.offset(), place.size());
    }
    return new PortableNetwork(name, network, image, classNames, parameters);
  }
}
