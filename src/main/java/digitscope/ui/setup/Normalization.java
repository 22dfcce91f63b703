package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import java.util.List;

/**
 * What a normalization does to the layer that it stands behind: it comes between that layer's sums
 * and their activation, so the activation moves to it, and back when it goes.
 */
final class Normalization {
  private Normalization() {}

  /** Whether a normalization usually follows such a layer. */
  static boolean isFor(LayerSpec layer) {
    return layer instanceof LayerSpec.Activated && layer.hasFilters();
  }

  /** Moves the activation of the layer before a new normalization to it. */
  static void takeActivation(List<LayerSpec> layers, int index) {
    if (isPair(layers, index)) {
      LayerSpec.Activated before = (LayerSpec.Activated) layers.get(index - 1);
      Activation activation = before.activation();
      if (activation != Activation.LINEAR && activation != Activation.SOFTMAX) {
        layers.set(index - 1, before.with(Activation.LINEAR));
        layers.set(index, ((LayerSpec.Normalization) layers.get(index)).with(activation));
      }
    }
  }

  /** Moves the activation of a normalization that is about to go to the layer before it. */
  static void giveActivationBack(List<LayerSpec> layers, int index) {
    if (isPair(layers, index)) {
      LayerSpec.Activated before = (LayerSpec.Activated) layers.get(index - 1);
      if (before.activation() == Activation.LINEAR) {
        layers.set(
            index - 1, before.with(((LayerSpec.Normalization) layers.get(index)).activation()));
      }
    }
  }

  private static boolean isPair(List<LayerSpec> layers, int index) {
    return index > 0
        && layers.get(index) instanceof LayerSpec.Normalization
        && isFor(layers.get(index - 1));
  }
}
