package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MaxPooling;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A network that computes in parts, between which the outputs of units are multiplied as an {@link
 * Ablation} says. What comes before the first part that changes is computed once, however many
 * ablations are tried. Works on a copy of the network; belongs to one thread.
 */
public final class AblatedNetwork implements AutoCloseable {
  private final ProbedNetwork probed;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Some layers in a row.
   *
   * @param layerIndex whose outputs go into them, as people count; −1 for the image
   */
  private record Part(int layerIndex, Execution execution) {}

  /**
   * Takes the network as it is now, also while training goes on.
   *
   * @param layerIndexes the layers whose units may be changed, as people count, from 0
   * @throws IllegalArgumentException if there is no such layer, or it is the last one
   */
  public AblatedNetwork(ProbedNetwork shown, Collection<Integer> layerIndexes) {
    List<Integer> sorted = layerIndexes.stream().distinct().sorted().toList();
    sorted.forEach(index -> checkLayer(shown, index));
    this.probed = shown.copy();
    List<Layer> layers = probed.network().layers();
    int batch = Batches.size(layers);
    int from = 0;
    int owner = -1;
    for (int index : sorted) {
      int end = end(layers, probed.lastPoint(index).position());
      add(owner, layers.subList(from, end), batch);
      owner = index;
      from = end;
    }
    add(owner, layers.subList(from, layers.size()), batch);
  }

  private static void checkLayer(ProbedNetwork shown, int layerIndex) {
    int last = shown.points().get(shown.points().size() - 1).layerIndex();
    if (layerIndex < 0 || layerIndex > last) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "There is no layer %d: the network has %d", layerIndex + 1, last + 1));
    }
    if (layerIndex == last) {
      throw new IllegalArgumentException(
          "The units of the last layer are the classes, which can't be switched off: "
              + "choose another layer");
    }
  }

  /**
   * Where what comes out of a layer ends: behind its max pooling, if there is one. To multiply by 0
   * or more is the same before and after it, and there are fewer values after it.
   */
  private static int end(List<Layer> layers, int position) {
    int next = position + 1;
    boolean isPooled = next < layers.size() - 1 && layers.get(next) instanceof MaxPooling;
    return isPooled ? next + 1 : next;
  }

  private void add(int owner, List<Layer> layers, int batch) {
    parts.add(
        new Part(
            owner,
            new Execution(
                probed.network(),
                Network.poolingFirst(layers),
                batch,
                Execution.Purpose.INFERENCE)));
  }

  /** Number of filters or units of a layer. */
  public static int units(ProbedNetwork network, int layerIndex) {
    int position = network.lastPoint(layerIndex).position();
    return network.network().layers().get(position).output().channels();
  }

  /** What turns the last layer's values into outputs. */
  public OutputFunction output() {
    return probed.output();
  }

  /** Number of images in a batch. */
  public int batch() {
    return first().batch();
  }

  /**
   * Puts one image in.
   *
   * @param position place in the batch
   * @param image unsigned bytes in [channels, height, width] order
   */
  public void setImage(int position, byte[] image) {
    first().setImage(position, image);
  }

  /** Computes what no ablation changes, after all images have been put in. */
  public void begin() {
    first().forward();
  }

  /**
   * Computes the rest, after {@link #begin}; as often as one likes.
   *
   * @param ablation of the layers that may be changed
   * @throws IllegalArgumentException if a layer has no such unit
   */
  public void finish(Ablation ablation) {
    for (int i = 1; i < parts.size(); i++) {
      Part part = parts.get(i);
      part.execution().takeOutputOf(parts.get(i - 1).execution());
      for (Ablation.ScaledUnit unit : ablation.units()) {
        if (unit.layerIndex() == part.layerIndex()) {
          scale(part, unit);
        }
      }
      part.execution().forward();
    }
  }

  private void scale(Part part, Ablation.ScaledUnit unit) {
    int units = units(probed, part.layerIndex());
    if (unit.unit() < 0 || unit.unit() >= units) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Layer %d has no unit %d: it has %d, counted from 0",
              part.layerIndex() + 1,
              unit.unit(),
              units));
    }
    part.execution().scaleInput(unit.unit(), unit.factor());
  }

  /** The last layer's values for one image, valid until the next call. */
  public double[] logits(int position) {
    return parts.get(parts.size() - 1).execution().logits(position);
  }

  private Execution first() {
    return parts.get(0).execution();
  }

  @Override
  public void close() {
    parts.forEach(part -> part.execution().close());
    probed.network().close();
  }
}
