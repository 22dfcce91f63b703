package digitscope.probe;

import digitscope.nn.Activation;
import digitscope.nn.ActivationLayer;
import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.probe.NetworkHealth.Kind;
import digitscope.probe.NetworkHealth.LayerHealth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how the layers of a network fare: how weights, the gradient of one mini-batch and
 * activations are spread, and how many units do nothing. A unit of ReLU is silent if it is never
 * positive, at any place of any image that is looked at. A unit of sigmoid or tanh is saturated if
 * its slope f′ is, on average over all places and images, below a twentieth of the largest that f
 * has: Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural
 * networks". Belongs to one thread; works on a copy of the network.
 */
public final class HealthProbe implements IncrementalProbe<NetworkHealth> {
  /** Part of the largest slope below which a unit passes hardly any gradient. */
  private static final double FLAT = 0.05;

  private final ProbedNetwork probed;
  private final long step;
  private final BatchGradient gradient;
  private final ImageSample images;
  private final Execution execution;
  private final List<Watched> watched = new ArrayList<>();
  private int read;

  /** What is gathered of one layer's activations. */
  private static final class Watched {
    private final ProbedNetwork.Point point;
    private final MapShape shape;
    private final Optional<Activation> activation;
    private final Spread spread;
    private final double[] slopes;
    private final boolean[] positive;

    Watched(ProbedNetwork.Point point, Layer layer, int parts) {
      this.point = point;
      this.shape = layer.output();
      this.activation =
          layer instanceof ActivationLayer function
              ? Optional.of(function.activation())
              : Optional.empty();
      this.spread = new Spread(parts);
      this.slopes = new double[shape.channels()];
      this.positive = new boolean[shape.channels()];
    }

    void add(float[] values, int count) {
      spread.add(values, 0, count * shape.size());
      Activation function = activation.orElse(Activation.LINEAR);
      for (int map = 0; map < count * shape.channels(); map++) {
        int unit = map % shape.channels();
        double sum = 0;
        boolean isPositive = false;
        for (int i = map * shape.area(); i < (map + 1) * shape.area(); i++) {
          sum += function.slope(values[i]);
          isPositive |= values[i] > 0;
        }
        slopes[unit] += sum;
        positive[unit] |= isPositive;
      }
    }

    Kind kind() {
      return switch (activation.orElse(Activation.LINEAR)) {
        case RELU -> Kind.RECTIFIER;
        case SIGMOID, TANH -> Kind.SIGMOID;
        default -> Kind.OTHER;
      };
    }

    int idle(int count) {
      int idle = 0;
      double largest = activation.equals(Optional.of(Activation.SIGMOID)) ? 0.25 : 1;
      for (int unit = 0; unit < slopes.length; unit++) {
        double slope = slopes[unit] / ((double) count * shape.area());
        idle +=
            switch (kind()) {
              case RECTIFIER -> positive[unit] ? 0 : 1;
              case SIGMOID -> slope < FLAT * largest ? 1 : 0;
              case OTHER -> 0;
            };
      }
      return idle;
    }
  }

  /**
   * Prepares to look at the network as it is now.
   *
   * @param loss that training makes small
   * @param batch images of the mini-batch
   * @param images whose activations are looked at, at least one
   * @param step number of steps that the network has taken
   */
  public HealthProbe(
      ProbedNetwork shown, Loss loss, ImageSample batch, ImageSample images, long step) {
    this.probed = shown.copy();
    this.step = step;
    this.images = images;
    Network network = probed.network();
    this.gradient = new BatchGradient(network, loss, batch);
    List<Layer> layers = network.layers();
    int most = Math.min(images.size(), Batches.size(layers));
    this.execution = new Execution(network, layers, most, Execution.Purpose.INFERENCE);
    int parts = (images.size() + most - 1) / most;
    for (int i = 0; i < probed.points().size(); i++) {
      ProbedNetwork.Point point = probed.points().get(i);
      boolean isLast =
          i + 1 == probed.points().size()
              || probed.points().get(i + 1).layerIndex() != point.layerIndex();
      Layer layer = layers.get(point.position());
      if (isLast && (layer instanceof ActivationLayer || hasWeights(layer))) {
        watched.add(new Watched(point, layer, parts));
      }
    }
  }

  private static boolean hasWeights(Layer layer) {
    return layer.parts().stream().anyMatch(part -> part.weightCount() > 0);
  }

  @Override
  public boolean advance() {
    if (gradient.advance()) {
      return true;
    }
    int count = Math.min(execution.batch(), images.size() - read);
    for (int n = 0; n < count; n++) {
      execution.setImage(n, images.image(read + n));
    }
    execution.forward();
    for (Watched layer : watched) {
      layer.add(execution.outputs(layer.point.position()), count);
    }
    read += count;
    return read < images.size();
  }

  @Override
  public NetworkHealth result() {
    if (read < images.size()) {
      throw new IllegalStateException("Not all images have been looked at");
    }
    float[] weights = probed.network().values();
    float[] gradients = gradient.gradient();
    List<LayerHealth> layers = new ArrayList<>();
    for (Watched layer : watched) {
      List<Network.Span> spans = weightsOf(layer.point.layerIndex());
      layers.add(
          new LayerHealth(
              layer.point.layerIndex(),
              layer.point.title(),
              distribution(weights, spans),
              distribution(gradients, spans),
              layer.spread.distribution(),
              layer.kind(),
              layer.shape.channels(),
              layer.idle(images.size()),
              Optional.empty()));
    }
    return new NetworkHealth(step, gradient.batch(), images.size(), gradient.loss(), layers);
  }

  private List<Network.Span> weightsOf(int layerIndex) {
    List<Network.Span> spans = new ArrayList<>();
    List<Layer> layers = probed.network().layers();
    for (int i = 0; i < layers.size(); i++) {
      if (probed.owner(i) == layerIndex) {
        spans.addAll(probed.network().weightSpans(layers.get(i)));
      }
    }
    return spans;
  }

  private static Optional<Distribution> distribution(float[] vector, List<Network.Span> spans) {
    if (spans.isEmpty()) {
      return Optional.empty();
    }
    float[] values = new float[spans.stream().mapToInt(Network.Span::length).sum()];
    int at = 0;
    for (Network.Span span : spans) {
      System.arraycopy(vector, span.from(), values, at, span.length());
      at += span.length();
    }
    return Optional.of(Distribution.of(Arrays.copyOf(values, at)));
  }

  @Override
  public void close() {
    gradient.close();
    execution.close();
    probed.network().close();
  }
}
