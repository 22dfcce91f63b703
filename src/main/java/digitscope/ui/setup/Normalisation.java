package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSpec.BatchNorm;
import digitscope.config.LayerSpec.Conv2d;
import digitscope.config.LayerSpec.Dense;
import digitscope.config.LayerSpec.SeparableConv2d;
import java.util.List;

/**
 * What batch normalisation does to the layer that it stands behind: it comes between that layer's
 * sums and their activation, so the activation moves to it, and back when it goes.
 */
final class Normalisation {
  private Normalisation() {}

  /** Whether batch normalisation usually follows such a layer. */
  static boolean isFor(LayerSpec layer) {
    return layer instanceof Conv2d || layer instanceof SeparableConv2d || layer instanceof Dense;
  }

  /** Moves the activation of the layer before a new batch normalisation to it. */
  static void takeActivation(List<LayerSpec> layers, int index) {
    if (isPair(layers, index)) {
      Activation activation = activation(layers.get(index - 1));
      if (activation != Activation.LINEAR && activation != Activation.SOFTMAX) {
        layers.set(index - 1, activated(layers.get(index - 1), Activation.LINEAR));
        layers.set(index, new BatchNorm(activation));
      }
    }
  }

  /** Moves the activation of a batch normalisation that is about to go to the layer before it. */
  static void giveActivationBack(List<LayerSpec> layers, int index) {
    if (isPair(layers, index) && activation(layers.get(index - 1)) == Activation.LINEAR) {
      Activation activation = ((BatchNorm) layers.get(index)).activation();
      layers.set(index - 1, activated(layers.get(index - 1), activation));
    }
  }

  private static boolean isPair(List<LayerSpec> layers, int index) {
    return index > 0 && layers.get(index) instanceof BatchNorm && isFor(layers.get(index - 1));
  }

  private static Activation activation(LayerSpec layer) {
    if (layer instanceof Conv2d conv) {
      return conv.activation();
    } else if (layer instanceof SeparableConv2d conv) {
      return conv.activation();
    }
    return ((Dense) layer).activation();
  }

  private static LayerSpec activated(LayerSpec layer, Activation activation) {
    if (layer instanceof Conv2d c) {
      return new Conv2d(
          c.filters(), c.kernelHeight(), c.kernelWidth(), c.stride(), c.padding(), activation);
    } else if (layer instanceof SeparableConv2d c) {
      return new SeparableConv2d(
          c.filters(), c.kernelHeight(), c.kernelWidth(), c.stride(), c.padding(), activation);
    }
    return new Dense(((Dense) layer).units(), activation);
  }
}
