package digitscope.probe;

import java.util.List;

/**
 * The weights of one layer as pictures.
 *
 * @param step training step of the network that was asked
 * @param layerIndex place of the layer in the network, counted from 0
 * @param sets one for each convolution or dense layer that it consists of; none for a layer without
 *     weights
 */
public record LayerKernels(long step, int layerIndex, List<FeatureMaps.Kernels> sets) {
  public LayerKernels {
    sets = List.copyOf(sets);
  }
}
