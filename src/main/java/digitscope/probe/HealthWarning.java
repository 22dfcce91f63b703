package digitscope.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that is wrong with a network in training.
 *
 * @param kind what it is
 * @param layerIndex the layer where it is worst, counted from 0
 * @param title of that layer
 * @param value how bad it is, as {@link Kind} says
 */
public record HealthWarning(Kind kind, int layerIndex, String title, double value) {
  /** What can be wrong. */
  public enum Kind {
    /** Weights that are not finite numbers; the value is 0. */
    NOT_FINITE,
    /**
     * The gradient is far larger than any that a step can follow; the value is ‖∂L/∂w‖ over all
     * weights. Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural
     * networks".
     */
    EXPLODING,
    /**
     * The gradient fades on its way to the first layers; the value is how many times smaller it is
     * there, beside the weights, than where it is largest. Glorot and Bengio (2010).
     */
    VANISHING,
    /** Many units of ReLU are silent; the value is their part. */
    SILENT,
    /** Many units of sigmoid or tanh are saturated; the value is their part. */
    SATURATED,
    /** Steps change a large part of the weights at once; the value is ‖Δw‖ / ‖w‖ of one step. */
    LARGE_STEPS
  }

  /** Mean losses of a batch have gradients of about this length; this is far from it. */
  static final double EXPLODED = 100;

  /** Ratio of updates to weights below which the first layers learn nothing. */
  static final double VANISHED = 10_000;

  /** Part of a layer's units that may do nothing. */
  static final double IDLE = 0.5;

  /** Part of the weights that a step may change; healthy is about a thousandth. */
  static final double LARGE = 0.1;

  /** What is wrong with a network, worst first; empty if nothing is. */
  public static List<HealthWarning> of(NetworkHealth health) {
    List<HealthWarning> warnings = new ArrayList<>();
    worst(health, Kind.NOT_FINITE, HealthWarning::notFinite).ifPresent(warnings::add);
    if (!warnings.isEmpty()) {
      // All other numbers mean nothing then.
      return List.copyOf(warnings);
    }
    exploding(health).ifPresent(warnings::add);
    vanishing(health).ifPresent(warnings::add);
    worst(health, Kind.SILENT, layer -> idle(layer, NetworkHealth.Kind.RECTIFIER))
        .ifPresent(warnings::add);
    worst(health, Kind.SATURATED, layer -> idle(layer, NetworkHealth.Kind.SIGMOID))
        .ifPresent(warnings::add);
    worst(health, Kind.LARGE_STEPS, layer -> layer.updateRatio().filter(ratio -> ratio > LARGE))
        .ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  private interface Judge {
    Optional<Double> judge(NetworkHealth.LayerHealth layer);
  }

  private static Optional<HealthWarning> worst(NetworkHealth health, Kind kind, Judge judge) {
    return health.layers().stream()
        .flatMap(layer -> judge.judge(layer).map(value -> warning(kind, layer, value)).stream())
        .max(Comparator.comparingDouble(HealthWarning::value));
  }

  private static HealthWarning warning(Kind kind, NetworkHealth.LayerHealth layer, double value) {
    return new HealthWarning(kind, layer.layerIndex(), layer.title(), value);
  }

  private static Optional<Double> notFinite(NetworkHealth.LayerHealth layer) {
    return layer.weights().filter(weights -> !weights.isFinite()).map(weights -> 0.0);
  }

  private static Optional<Double> idle(NetworkHealth.LayerHealth layer, NetworkHealth.Kind kind) {
    return layer.kind() == kind && layer.idlePart() >= IDLE
        ? Optional.of(layer.idlePart())
        : Optional.empty();
  }

  private static Optional<HealthWarning> exploding(NetworkHealth health) {
    double norm = health.gradientNorm();
    // What is no number is not in bounds either.
    return norm <= EXPLODED
        ? Optional.empty()
        : health.layers().stream()
            .filter(layer -> layer.gradients().isPresent())
            .max(Comparator.comparingDouble(layer -> layer.gradients().orElseThrow().norm()))
            .map(layer -> warning(Kind.EXPLODING, layer, norm));
  }

  private static Optional<HealthWarning> vanishing(NetworkHealth health) {
    double largest =
        health.layers().stream()
            .flatMap(layer -> layer.relativeGradient().stream())
            .mapToDouble(relative -> relative)
            .max()
            .orElse(0);
    return worst(
        health,
        Kind.VANISHING,
        layer ->
            layer
                .relativeGradient()
                .map(relative -> largest / Math.max(relative, Double.MIN_NORMAL))
                .filter(factor -> largest > 0 && factor > VANISHED));
  }
}
