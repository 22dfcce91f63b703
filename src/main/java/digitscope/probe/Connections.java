package digitscope.probe;

import java.util.List;
import java.util.Optional;

/**
 * How strongly the maps of each layer read those of the layer before.
 *
 * @param step training step of the network that was asked
 * @param layers from input to output; only those that do not just copy what they read
 */
public record Connections(long step, List<LayerConnections> layers) {
  /**
   * The connections of one layer.
   *
   * @param layerIndex place of the layer in the network, counted from 0
   * @param readIndex place of the layer that it reads, past those that only copy; −1 for the image
   * @param outputs number of maps or units
   * @param inputs number of maps or units that it reads
   * @param weights in [outputs, inputs] order: the norm √Σw² of the weights between the two, with
   *     the sign of their sum; empty for a layer that reads only the map of the same number, as
   *     pooling does. Of a residual block, and of a depthwise-separable convolution, the products
   *     of the norms on the way, added over all ways
   */
  public record LayerConnections(
      int layerIndex, int readIndex, int outputs, int inputs, float[] weights) {
    /** Whether each map reads only the one of the same number. */
    public boolean isOneToOne() {
      return weights.length == 0;
    }

    /** Strength of a connection, with its sign; 1 where a map is read as it is. */
    public float weight(int output, int input) {
      if (isOneToOne()) {
        return output == input ? 1 : 0;
      }
      return weights[output * inputs + input];
    }
  }

  public Connections {
    layers = List.copyOf(layers);
  }

  /** The connections of a layer, unless it only copies. */
  public Optional<LayerConnections> of(int layerIndex) {
    return layers.stream().filter(layer -> layer.layerIndex() == layerIndex).findFirst();
  }
}
