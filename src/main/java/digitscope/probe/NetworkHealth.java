package digitscope.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health of the layers of a network at one step.
 *
 * @param step training step of the network
 * @param batch number of images of the mini-batch whose gradient was computed
 * @param images number of images whose activations were looked at
 * @param loss mean loss of the mini-batch
 * @param layers those that have weights or an activation, from input to output
 */
public record NetworkHealth(
    long step, int batch, int images, double loss, List<LayerHealth> layers) {
  /**
   * How one layer fares.
   *
   * @param layerIndex place in the network, counted from 0
   * @param title such as {@code "convolution 3×3×32"}
   * @param weights of the layer, without biases; empty if it has none
   * @param gradients of the loss for them
   * @param activations what the layer gives, behind its activation
   * @param kind what its activation can suffer from
   * @param units number of its maps or units
   * @param idle of these, the silent ones of a {@link Kind#RECTIFIER}, the saturated ones of a
   *     {@link Kind#SIGMOID}
   * @param updateRatio ‖Δw‖ / ‖w‖ of the step that led here; empty if it was not recorded
   */
  public record LayerHealth(
      int layerIndex,
      String title,
      Optional<Distribution> weights,
      Optional<Distribution> gradients,
      Distribution activations,
      Kind kind,
      int units,
      int idle,
      Optional<Double> updateRatio) {

    private static final double TINY = 1e-30;

    /** The same with how far the last step moved the weights. */
    LayerHealth moved(double norm) {
      return new LayerHealth(
          layerIndex,
          title,
          weights,
          gradients,
          activations,
          kind,
          units,
          idle,
          weights.map(some -> norm / Math.max(some.norm(), TINY)));
    }

    /** Part of the units that are silent or saturated. */
    public double idlePart() {
      return (double) idle / units;
    }

    /** ‖∂L/∂w‖ / ‖w‖: how large the gradient is beside the weights; empty without weights. */
    public Optional<Double> relativeGradient() {
      return weights.flatMap(
          some -> gradients.map(gradient -> gradient.norm() / Math.max(some.norm(), TINY)));
    }
  }

  /** What a layer's activation can suffer from. */
  public enum Kind {
    /** ReLU: a unit that is never positive passes nothing on and learns nothing. */
    RECTIFIER,
    /** Sigmoid or tanh: far from 0 their slope vanishes, and with it the gradient. */
    SIGMOID,
    /** Any other, or none. */
    OTHER
  }

  public NetworkHealth {
    layers = List.copyOf(layers);
  }

  /**
   * The same with how far the last step moved the weights.
   *
   * @param norms ‖Δw‖ of the weights of each layer, by its index
   */
  public NetworkHealth moved(Map<Integer, Double> norms) {
    return new NetworkHealth(
        step,
        batch,
        images,
        loss,
        layers.stream()
            .map(
                layer ->
                    Optional.ofNullable(norms.get(layer.layerIndex()))
                        .map(layer::moved)
                        .orElse(layer))
            .toList());
  }

  /** How a layer fares; empty if it is none of them. */
  public Optional<LayerHealth> layer(int index) {
    return layers.stream().filter(layer -> layer.layerIndex() == index).findFirst();
  }

  /** ‖∂L/∂w‖ over the weights of all layers. */
  public double gradientNorm() {
    double squares = 0;
    for (LayerHealth layer : layers) {
      double norm = layer.gradients().map(Distribution::norm).orElse(0.0);
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }
}
