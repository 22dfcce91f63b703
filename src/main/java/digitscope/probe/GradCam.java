package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the maps A of the last convolution see what speaks for a class: with its logit y,
 *
 * <pre>α_k = mean over all places of ∂y/∂A_k,   heat = max(0, Σ_k α_k A_k)</pre>
 *
 * Selvaraju et al. (2017), "Grad-CAM: visual explanations from deep networks via gradient-based
 * localization". The maps are those behind the convolution's normalization and activation. A
 * convolution whose maps are a single place has no place to show, so the last one with more is
 * taken.
 */
final class GradCam implements SaliencyWork {
  private final ProbedNetwork probed;
  private final byte[] image;
  private final int label;
  private Optional<Saliency.HeatMap> found = Optional.empty();

  /**
   * @param image unsigned bytes in [channels, height, width] order
   */
  GradCam(ProbedNetwork probed, byte[] image, int label) {
    this.probed = probed;
    this.image = image;
    this.label = label;
  }

  @Override
  public boolean advance() {
    found = heatMap();
    return false;
  }

  @Override
  public Saliency.Answer result() {
    return found.isPresent() ? found.get() : new Saliency.NoConvolution();
  }

  @Override
  public void close() {}

  /** Empty if the network has no convolution. */
  private Optional<Saliency.HeatMap> heatMap() {
    List<Layer> layers = probed.network().layers();
    OptionalInt position = lastMaps(layers);
    if (position.isEmpty() || position.getAsInt() == layers.size() - 1) {
      return Optional.empty();
    }
    int last = position.getAsInt();
    MapShape shape = layers.get(last).output();
    float[] maps;
    try (Execution below =
        new Execution(
            probed.network(), layers.subList(0, last + 1), 1, Execution.Purpose.INFERENCE)) {
      below.setImage(0, image);
      below.forward();
      maps = below.output(last, 0);
    }
    float[] gradient =
        gradient(probed.network(), layers.subList(last + 1, layers.size()), maps, label);
    ProbedNetwork.Point convolution = pointOf(probed, last);
    return Optional.of(
        new Saliency.HeatMap(
            convolution.layerIndex(),
            convolution.title(),
            shape.height(),
            shape.width(),
            heat(maps, gradient, shape)));
  }

  /**
   * The layer whose output is the maps: what follows a convolution place by place is part of it.
   */
  private static OptionalInt lastMaps(List<Layer> layers) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      boolean isConvolution = layer.role() == Layer.Role.CONVOLUTION;
      if (isConvolution && layer.output().area() > 1) {
        int last = i;
        while (last + 1 < layers.size() && layers.get(last + 1).role() == Layer.Role.FINISH) {
          last++;
        }
        return OptionalInt.of(last);
      }
    }
    return OptionalInt.empty();
  }

  /** The last point before or at a position that belongs to a convolution. */
  private static ProbedNetwork.Point pointOf(ProbedNetwork probed, int position) {
    ProbedNetwork.Point found = probed.points().get(0);
    for (ProbedNetwork.Point point : probed.points()) {
      Layer layer = probed.network().layers().get(point.position());
      boolean isOwn = layer.role() != Layer.Role.FINISH;
      found = isOwn && point.position() <= position ? point : found;
    }
    return found;
  }

  /** Gradient of the logit for the maps, [channels, height, width]. */
  private static float[] gradient(Network network, List<Layer> above, float[] maps, int label) {
    try (Execution execution = new Execution(network, above, 1, Execution.Purpose.PROBING)) {
      execution.setInput(maps);
      execution.forward();
      float[] wanted = new float[above.get(above.size() - 1).output().size()];
      wanted[label] = 1;
      execution.setOutputGradient(wanted);
      execution.backward();
      return execution.inputGradient();
    }
  }

  private static float[] heat(float[] maps, float[] gradient, MapShape shape) {
    double[] sums = new double[shape.area()];
    for (int c = 0; c < shape.channels(); c++) {
      double weight = 0;
      for (int i = c * shape.area(); i < (c + 1) * shape.area(); i++) {
        weight += gradient[i] / (double) shape.area();
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * maps[c * shape.area() + i];
      }
    }
    float[] heat = new float[sums.length];
    for (int i = 0; i < heat.length; i++) {
      heat[i] = (float) Math.max(0, sums[i]);
    }
    return heat;
  }
}
