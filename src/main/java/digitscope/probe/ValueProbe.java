package digitscope.probe;

import digitscope.nn.ActivationLayer;
import digitscope.nn.Execution;
import digitscope.nn.Flatten;
import digitscope.nn.Layer;
import digitscope.nn.Loss;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.nn.ReceptiveField;
import digitscope.nn.SimpleLayer;
import digitscope.nn.TransposedConvolution;
import digitscope.probe.ValueComputation.Field;
import digitscope.probe.ValueComputation.Gradient;
import digitscope.probe.ValueComputation.Patch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Writes out how one value of a layer comes about, forward and backward. Forward it is computed
 * again from the layer's input, in double precision, kind by kind; backward by the network's own
 * passes.
 */
public final class ValueProbe implements AutoCloseable {
  private final ProbedNetwork probed;
  private final Network network;
  private final List<Layer> layers;
  private final Loss loss;
  private final byte[] image;
  private final Execution execution;

  /** The gradients of the logit and of the loss for all values of a layer. */
  private record Slopes(float[] ofLogit, float[] ofLoss) {}

  private ValueProbe(ProbedNetwork probed, Loss loss, byte[] image) {
    this.probed = probed;
    this.network = probed.network();
    this.layers = network.layers();
    this.loss = loss;
    this.image = image.clone();
    this.execution = new Execution(network, layers, 1, Execution.Purpose.INFERENCE);
    execution.setImage(0, image);
    execution.forward();
  }

  /**
   * Writes out one value.
   *
   * @param loss that the network is trained with
   * @param image unsigned bytes in [channels, height, width] order
   * @param label class that the gradient is for; the likeliest one if empty
   * @param step training step of the network
   * @throws IllegalArgumentException if there is no such value or class
   */
  public static ValueComputation compute(
      ProbedNetwork probed, Loss loss, byte[] image, MapPlace place, OptionalInt label, long step) {
    try (ValueProbe probe = new ValueProbe(probed, loss, image)) {
      return probe.of(place, label, step);
    }
  }

  private ValueComputation of(MapPlace place, OptionalInt wanted, long step) {
    int first = probed.firstPoint(place.layerIndex()).position();
    int last = probed.lastPoint(place.layerIndex()).position();
    check(place, layers.get(first).output());
    PlaceFormula formula =
        new PlaceFormula(source(first), place.map(), place.row(), place.column());
    PlaceFormula.Terms terms = layers.get(first).accept(formula);
    int label = wanted.orElseGet(this::likeliest);
    if (label < 0 || label >= outputs()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "There is no class %d: the network has %d", label, outputs()));
    }
    return new ValueComputation(
        step,
        image,
        place,
        terms.operation(),
        terms.patches(),
        terms.bias(),
        terms.value(),
        value(place, last),
        fields(place, first),
        ReceptiveField.of(layers.subList(0, first + 1)).rowStride(),
        gradient(place, formula, terms, label));
  }

  private static void check(MapPlace place, MapShape shape) {
    boolean isInside =
        place.map() >= 0
            && place.map() < shape.channels()
            && place.row() >= 0
            && place.row() < shape.height()
            && place.column() >= 0
            && place.column() < shape.width();
    if (!isInside) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Layer %d gives %s: it has no map %d with a row %d and a column %d",
              place.layerIndex() + 1,
              shape,
              place.map(),
              place.row(),
              place.column()));
    }
  }

  private PlaceFormula.Source source(int position) {
    MapShape maps = layers.get(position).input();
    for (int i = position - 1; i >= 0 && layers.get(i).role() == Layer.Role.COPY; i--) {
      maps = layers.get(i) instanceof Flatten flatten ? flatten.input() : maps;
    }
    return PlaceFormula.Source.of(network, layers.get(position), read(position), maps);
  }

  /** What the layer at a position reads. */
  private float[] read(int position) {
    if (position > 0) {
      return execution.output(position - 1, 0);
    }
    float[] pixels = new float[image.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (image[i] & 0xff) / 255f;
    }
    return pixels;
  }

  private int outputs() {
    return layers.get(layers.size() - 1).output().size();
  }

  private int likeliest() {
    double[] logits = execution.logits(0);
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  /** The value after the activation, and after the output function if that belongs to the layer. */
  private double value(MapPlace place, int position) {
    if (position == layers.size() - 1) {
      return probed.output().apply(execution.logits(0))[place.map()];
    }
    return execution.output(position, 0)[index(place, layers.get(position).output())];
  }

  private static int index(MapPlace place, MapShape shape) {
    return (place.map() * shape.height() + place.row()) * shape.width() + place.column();
  }

  /** The rectangles that go into the value, from the image to the layer itself. */
  private List<Field> fields(MapPlace place, int position) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(place.layerIndex(), place.row(), place.column(), 1, 1));
    for (int i = position; i >= 0; i--) {
      int before = layerOf(i - 1);
      if (before != fields.get(fields.size() - 1).layerIndex()) {
        ReceptiveField.Area area =
            ReceptiveField.of(layers.subList(i, position + 1))
                .withPadding(place.row(), place.column());
        fields.add(new Field(before, area.top(), area.left(), area.height(), area.width()));
      }
    }
    Collections.reverse(fields);
    return fields;
  }

  /** The layer, as people count, to which what is computed at a position belongs. */
  private int layerOf(int position) {
    if (position < 0) {
      return -1;
    }
    return probed.points().stream()
        .filter(point -> point.position() >= position)
        .findFirst()
        .map(ProbedNetwork.Point::layerIndex)
        .orElseThrow();
  }

  private Gradient gradient(
      MapPlace place, PlaceFormula formula, PlaceFormula.Terms terms, int label) {
    int first = probed.firstPoint(place.layerIndex()).position();
    int last = probed.lastPoint(place.layerIndex()).position();
    Slopes slopes = slopes(last, label);
    MapShape shape = layers.get(first).output();
    float[] before = beforeActivation(slopes.ofLoss(), last);
    List<float[]> kernels = new ArrayList<>();
    double bias = 0;
    if (layers.get(first) instanceof SimpleLayer layer && hasWholeKernels(layer)) {
      terms.patches().forEach(patch -> kernels.add(new float[patch.weights().length]));
      bias = addUp(place.map(), formula, layer, before, kernels);
    }
    int index = index(place, shape);
    return new Gradient(
        label, slopes.ofLogit()[index], slopes.ofLoss()[index], before[index], kernels, bias);
  }

  /** Whether all weights that a value is computed with are the same at each place of its map. */
  private static boolean hasWholeKernels(SimpleLayer layer) {
    return layer.weightCount() > 0 && !(layer instanceof TransposedConvolution);
  }

  /** ∂L/∂w and ∂L/∂b of a map: over its places the sums of ∂L/∂a · x and of ∂L/∂a. */
  private static double addUp(
      int map, PlaceFormula formula, SimpleLayer layer, float[] slopes, List<float[]> kernels) {
    MapShape shape = layer.output();
    double bias = 0;
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        float slope = slopes[(map * shape.height() + row) * shape.width() + column];
        if (slope != 0) {
          bias += slope;
          List<Patch> patches = layer.accept(formula.at(row, column)).patches();
          for (int k = 0; k < kernels.size(); k++) {
            addScaled(patches.get(k).inputs(), slope, kernels.get(k));
          }
        }
      }
    }
    return layer.biasCount() > 0 ? bias : 0;
  }

  private static void addScaled(float[] values, float factor, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private float[] beforeActivation(float[] slopes, int position) {
    if (!(layers.get(position) instanceof ActivationLayer layer)) {
      return slopes;
    }
    float[] outputs = execution.output(position, 0);
    float[] before = new float[slopes.length];
    for (int i = 0; i < before.length; i++) {
      before[i] = (float) (slopes[i] * layer.activation().slope(outputs[i]));
    }
    return before;
  }

  /** Gradients for what the layer at a position gives. */
  private Slopes slopes(int position, int label) {
    double[] target = new double[outputs()];
    target[label] = 1;
    if (position == layers.size() - 1) {
      double[] ofLoss = new double[target.length];
      loss.evaluate(execution.logits(0), target, ofLoss, new double[target.length]);
      return new Slopes(floats(target), floats(ofLoss));
    }
    List<Layer> above = layers.subList(position + 1, layers.size());
    try (Execution back = new Execution(network, above, 1, Execution.Purpose.PROBING)) {
      back.setInput(execution.output(position, 0));
      back.forward();
      back.setOutputGradient(floats(target));
      back.backward();
      float[] ofLogit = back.inputGradient();
      back.forward();
      back.loss(0, loss, target, 1);
      back.backward();
      return new Slopes(ofLogit, back.inputGradient());
    }
  }

  private static float[] floats(double[] values) {
    float[] copy = new float[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }

  @Override
  public void close() {
    execution.close();
  }
}
