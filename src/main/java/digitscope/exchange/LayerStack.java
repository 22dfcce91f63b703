package digitscope.exchange;

import digitscope.config.Activation;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A network that grows layer by layer, with the numbers of each. */
final class LayerStack {
  /** A file that says more is not meant seriously. */
  private static final int MOST_LAYERS = 1000;

  private static final Set<Activation> NEVER_NEGATIVE =
      EnumSet.of(Activation.RELU, Activation.SIGMOID, Activation.SOFTMAX);

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
          MOST_LAYERS, String.format(Locale.ROOT, "it has more than %d layers", MOST_LAYERS));
    }
    layers.add(layer);
    arrays.add(parameters);
    shape();
  }

  void add(LayerSpec layer) {
    add(layer, Map.of());
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  /**
   * The shape of what the top layer gives.
   *
   * @throws InvalidNetworkException if a layer does not fit
   */
  Shape shape() {
    List<LayerSpec> probe = new ArrayList<>(layers);
    probe.add(new Dense(1, Activation.LINEAR));
    List<LayerSummary> summaries = new NetworkSpec(probe).summarize(image, 1);
    return summaries.get(summaries.size() - 1).input();
  }

  /**
   * Gives the newest layer that can have one an activation. Max pooling and flattening may lie
   * between: as an activation never falls, it makes no difference which of them comes first.
   *
   * @return whether there is a layer that can have it
   */
  boolean activate(Activation activation) {
    if (activation == Activation.RELU && isNeverNegative()) {
      return true;
    }
    for (int i = layers.size() - 1; i >= 0; i--) {
      LayerSpec layer = layers.get(i);
      if (isLinear(layer)) {
        layers.set(i, ((LayerSpec.Activated) layer).with(activation));
        return true;
      }
      boolean isPassed = layer.copies() || layer instanceof MaxPool2d;
      if (!isPassed) {
        return false;
      }
    }
    return false;
  }

  /** Whether another ReLU would change nothing. */
  private boolean isNeverNegative() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      LayerSpec layer = layers.get(i);
      Optional<Activation> activation = layer.lastActivation();
      if (activation.isPresent()) {
        return NEVER_NEGATIVE.contains(activation.get());
      }
      // Pooling, flattening and dropout give no lower values than they get, or 0.
    }
    return false;
  }

  /**
   * Multiplies what the top layer gives, and adds to it, by changing its arrays.
   *
   * @param scale one factor a channel or unit
   * @param shift one summand a channel or unit
   * @return whether the top layer can take it: it has weights and no activation
   */
  boolean scale(float[] scale, float[] shift) {
    int top = layers.size() - 1;
    if (top < 0 || !isLinear(layers.get(top))) {
      return false;
    }
    Map<String, NamedArray> changed = new HashMap<>(arrays.get(top));
    // Those of a layer that weighs, or those of a normalization.
    boolean isTransposed = layers.get(top) instanceof Conv2dTranspose;
    changed.computeIfPresent(
        "weights",
        (key, array) -> isTransposed ? scaledFilters(array, scale) : array.scaled(scale));
    changed.computeIfPresent("gamma", (key, array) -> array.scaled(scale));
    for (String name : List.of("biases", "beta")) {
      changed.computeIfPresent(name, (key, array) -> array.scaled(scale).shifted(shift));
    }
    arrays.set(top, changed);
    return true;
  }

  /** Kernels of a transposed convolution, whose filters are not their last axis. */
  private static NamedArray scaledFilters(NamedArray kernels, float[] scale) {
    return kernels.transposed(0, 1, 3, 2).scaled(scale).transposed(0, 1, 3, 2);
  }

  private static boolean isLinear(LayerSpec layer) {
    return layer instanceof LayerSpec.Activated activated
        && activated.activation() == Activation.LINEAR;
  }

  /** Whether the top layer is a dense one without activation. */
  boolean endsInLogits() {
    return !layers.isEmpty()
        && layers.get(layers.size() - 1) instanceof Dense dense
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
            String.format(
                Locale.ROOT,
                "layer %d, %s: its %s must have shape %s, not %s",
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
