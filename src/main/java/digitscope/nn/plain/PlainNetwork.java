package digitscope.nn.plain;

import digitscope.nn.Layer;
import digitscope.nn.Layout;
import digitscope.nn.Loss;
import digitscope.nn.MapShape;
import digitscope.nn.Noise;
import digitscope.nn.Residual;
import digitscope.nn.SharedSums;
import digitscope.nn.SimpleLayer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole network as naive loops: how it learns, on one screen. A training step is {@link
 * #forwardInTraining}, {@link #loss}, {@link #backward()}, after which {@link #gradient} is what
 * the optimizer takes.
 */
public final class PlainNetwork {
  private final int batch;
  private final MapShape input;
  private final int outputs;
  private final double[] values;
  private final double[] gradient;
  private final Map<SimpleLayer, Layout.Place> places = new HashMap<>();
  private final Noise noise = new Noise();
  private final PlainLayers kinds = new PlainLayers(SharedSums.alone());
  private final PlainNode layers;
  private double[] logits = {};
  private double[] logitGradient = {};

  /**
   * @param layers from input to output
   * @param batch number of images
   * @param values parameters and statistics as {@link Layout} says; what is changed in it later,
   *     the next pass takes
   */
  public PlainNetwork(List<Layer> layers, int batch, double[] values) {
    this.batch = batch;
    this.input = layers.get(0).input();
    this.outputs = layers.get(layers.size() - 1).output().size();
    this.values = values;
    this.gradient = new double[values.length];
    Layout.of(layers).places().forEach(place -> places.put(place.layer(), place));
    this.layers = chain(layers);
  }

  private PlainNode chain(List<Layer> row) {
    return new PlainChain(row.stream().map(this::node).toList());
  }

  private PlainNode node(Layer layer) {
    if (layer instanceof Residual residual) {
      return new PlainResidual(chain(residual.main()), chain(residual.shortcut()));
    }
    return new Node((SimpleLayer) layer);
  }

  /**
   * The outputs of the last layer, as a trained network gives them.
   *
   * @param images [batch, channels, height, width]
   * @return [batch, outputs]
   */
  public double[] forward(double[] images) {
    noise.turnOff();
    return pass(images);
  }

  /**
   * The outputs of the last layer as it is trained: with dropout, and normalized by the statistics
   * of this batch.
   *
   * @param images [batch, channels, height, width]
   * @param seed of the run
   * @param step number of the training step
   * @return [batch, outputs]
   */
  public double[] forwardInTraining(double[] images, long seed, long step) {
    noise.turnOn(seed, step, 0);
    return pass(images);
  }

  private double[] pass(double[] images) {
    logits = layers.forward(reordered(images, input.channels(), input.area()));
    return logits.clone();
  }

  /**
   * The mean loss of the batch after a forward pass; keeps its gradient for {@link #backward()}.
   *
   * @param targets for each image one value a class
   */
  public double loss(Loss loss, double[][] targets) {
    logitGradient = new double[logits.length];
    double[] gradientOfOne = new double[outputs];
    double sum = 0;
    for (int n = 0; n < batch; n++) {
      double[] ofOne = Arrays.copyOfRange(logits, n * outputs, (n + 1) * outputs);
      sum += loss.evaluate(ofOne, targets[n], gradientOfOne, new double[outputs]) / batch;
      for (int k = 0; k < outputs; k++) {
        logitGradient[n * outputs + k] = gradientOfOne[k] / batch;
      }
    }
    return sum;
  }

  /** Carries the gradient of the {@link #loss} back; gives that for the images. */
  public double[] backward() {
    return backward(logitGradient);
  }

  /**
   * Carries a gradient for the outputs back to the parameters and the images.
   *
   * @param outputGradient [batch, outputs]
   * @return the gradient for the images, [batch, channels, height, width]
   */
  public double[] backward(double[] outputGradient) {
    return reordered(layers.backward(outputGradient), input.area(), input.channels());
  }

  /** The gradient for the parameters, and behind it the statistics of the batch. */
  public double[] gradient() {
    return gradient.clone();
  }

  /** From [batch, rows, columns] to [batch, columns, rows]. */
  private static double[] reordered(double[] from, int rows, int columns) {
    int size = rows * columns;
    double[] to = new double[from.length];
    for (int k = 0; k < from.length; k++) {
      int row = k % size / columns;
      int column = k % columns;
      to[k / size * size + column * rows + row] = from[k];
    }
    return to;
  }

  /** One layer with its arrays. */
  private final class Node implements PlainNode {
    private final SimpleLayer layer;
    private final PlainLayer loops;
    private final Layout.Place place;
    private Optional<PlainLayer.Pass> last = Optional.empty();

    Node(SimpleLayer layer) {
      this.layer = layer;
      this.loops = layer.accept(kinds);
      this.place = Objects.requireNonNull(places.get(layer));
    }

    @Override
    public double[] forward(double[] x) {
      PlainLayer.Pass pass =
          new PlainLayer.Pass(
              batch,
              x,
              new double[batch * layer.output().size()],
              part(values, place.parameters(), layer.parameterCount()),
              part(values, place.statistics(), layer.statisticCount()),
              noise);
      loops.shareForward(pass);
      loops.forward(pass);
      last = Optional.of(pass);
      return pass.y();
    }

    @Override
    public double[] backward(double[] dy) {
      PlainLayer.Pass pass = last.orElseThrow();
      PlainLayer.Gradients gradients =
          new PlainLayer.Gradients(
              dy,
              new double[pass.x().length],
              new double[layer.parameterCount()],
              new double[layer.statisticCount()]);
      loops.shareBackward(pass, gradients);
      loops.backward(pass, gradients);
      copy(gradients.parameters(), place.parameters());
      copy(gradients.statistics(), place.statistics());
      return gradients.dx();
    }

    private static double[] part(double[] vector, int from, int length) {
      return Arrays.copyOfRange(vector, from, from + length);
    }

    private void copy(double[] part, int to) {
      System.arraycopy(part, 0, gradient, to, part.length);
    }
  }
}
