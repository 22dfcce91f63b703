package digitscope.train;

import digitscope.config.AugmentationSpec;
import digitscope.data.Augmentation;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.nn.Execution;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Targets;
import digitscope.probe.ProbedNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The buffers with which one thread takes its share of the work. The share is done in slices of a
 * few images, which stay in the processor's cache and bound the memory whatever the batch size.
 */
final class Worker implements AutoCloseable {
  /** Measured: see decision 0002. */
  private static final long CACHED_VALUES = 2_000_000;

  private static final int SMALLEST_SLICE = 32;
  private static final int LARGEST_SLICE = 256;

  private final Network network;
  private final OutputFunction output;
  private final Loss loss;
  private final Optional<Augmentation> augmentation;
  private final Targets targets;
  private final Targets plainTargets;
  private final double[] unused;
  private final int slice;
  private final byte[] pixels;
  private final float[] gradient;

  /** By size, as the last slice of a share is smaller. */
  private final Map<Integer, Execution> training = new HashMap<>();

  private final Map<Integer, Execution> inference = new HashMap<>();
  private double lossSum;
  private int correct;

  /**
   * @param targets what training aims at; evaluation measures the plain loss
   */
  Worker(
      ProbedNetwork probed,
      Loss loss,
      Targets targets,
      ImageShape shape,
      AugmentationSpec augmentation) {
    this.network = probed.network();
    this.output = probed.output();
    this.loss = loss;
    this.targets = targets;
    this.plainTargets = Targets.plain(targets.classes());
    this.unused = new double[targets.classes()];
    this.augmentation =
        augmentation.isNone() ? Optional.empty() : Optional.of(augmentation(shape, augmentation));
    this.slice = slice(network);
    this.pixels = new byte[shape.size()];
    this.gradient = new float[network.valueCount()];
  }

  /**
   * Number of slices of a mini-batch, almost even in size: a multiple of the number of workers. As
   * batch normalisation takes the statistics of each slice, with it their number does not depend on
   * that of the workers, but is a multiple of four, if it can be.
   */
  int slices(int images, int workers) {
    int multiple = network.runningStatistics().isEmpty() ? workers : 4;
    int fewest = (images + slice - 1) / slice;
    return Math.min(images, (fewest + multiple - 1) / multiple * multiple);
  }

  /** So many images that what is computed for them stays in the processor's cache. */
  private static int slice(Network network) {
    long values = network.layers().stream().mapToLong(layer -> layer.output().size()).sum();
    return (int) Math.max(SMALLEST_SLICE, Math.min(LARGEST_SLICE, CACHED_VALUES / values));
  }

  private static Augmentation augmentation(ImageShape shape, AugmentationSpec spec) {
    return new Augmentation(
        shape,
        spec.shift(),
        spec.rotation(),
        spec.scale(),
        spec.shear(),
        spec.elastic(),
        spec.erase());
  }

  /** Most images that are computed together. */
  int slice() {
    return slice;
  }

  /** Starts a share of a step. */
  void clear() {
    Arrays.fill(gradient, 0);
    lossSum = 0;
    correct = 0;
  }

  /**
   * Adds the loss and gradient of one slice.
   *
   * @param images the whole mini-batch
   * @param from first image of the slice in it
   * @param to behind the last
   */
  void learn(Dataset data, int[] images, int from, int to, long seed, long step) {
    Execution execution = execution(training, to - from, Execution.Purpose.TRAINING);
    for (int i = from; i < to; i++) {
      loadVaried(data, images[i], seed, step, execution, i - from);
    }
    execution.forwardInTraining(seed, step, from);
    for (int i = from; i < to; i++) {
      int label = data.label(images[i]);
      double weight = targets.weight(label);
      double scale = weight / images.length;
      lossSum += weight * execution.loss(i - from, loss, targets.target(label), scale);
      correct += argMax(execution.logits(i - from)) == label ? 1 : 0;
    }
    execution.backward();
    execution.addGradientTo(gradient, (float) (to - from) / images.length);
  }

  /**
   * Asks for the images {@code from} to {@code to - 1} of a set.
   *
   * @param losses receives the loss of each image, at its index
   * @param probabilities receives one value a class for each image, at its index
   */
  void evaluate(Dataset data, int from, int to, double[] losses, float[] probabilities) {
    Execution execution = execution(inference, to - from, Execution.Purpose.INFERENCE);
    for (int i = from; i < to; i++) {
      load(data, i, execution, i - from);
    }
    execution.forward();
    for (int i = from; i < to; i++) {
      double[] logits = execution.logits(i - from);
      losses[i] = loss.evaluate(logits, plainTargets.target(data.label(i)), unused);
      double[] outputs = output.probabilities(logits);
      for (int k = 0; k < outputs.length; k++) {
        probabilities[i * outputs.length + k] = (float) outputs[k];
      }
    }
  }

  /** An image comes once a step at most, so the two together number its variations. */
  private void loadVaried(
      Dataset data, int image, long seed, long step, Execution execution, int position) {
    data.copyImage(image, pixels, 0);
    augmentation.ifPresent(some -> some.apply(pixels, seed, step << 32 | image));
    execution.setImage(position, pixels);
  }

  private void load(Dataset data, int image, Execution execution, int position) {
    data.copyImage(image, pixels, 0);
    execution.setImage(position, pixels);
  }

  private Execution execution(Map<Integer, Execution> bySize, int size, Execution.Purpose purpose) {
    return bySize.computeIfAbsent(
        size, n -> new Execution(network, network.poolingFirst(), n, purpose));
  }

  private static int argMax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  float[] gradient() {
    return gradient;
  }

  double lossSum() {
    return lossSum;
  }

  int correct() {
    return correct;
  }

  @Override
  public void close() {
    training.values().forEach(Execution::close);
    inference.values().forEach(Execution::close);
  }
}
