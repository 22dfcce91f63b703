package digitscope.engine;

import digitscope.config.AugmentationSpec;
import digitscope.data.Augmentation;
import digitscope.data.ImageShape;
import digitscope.nn.Execution;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.nn.OutputFunction;
import digitscope.nn.Targets;
import digitscope.probe.ProbedNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The buffers with which one thread computes slices of a few images. */
final class Worker implements AutoCloseable {
  private final Network network;
  private final OutputFunction output;
  private final Loss loss;
  private final Optional<Augmentation> augmentation;
  private final Targets targets;
  private final Targets plainTargets;
  private final double[] unused;
  private final double[] unusedOutputs;
  private final byte[] pixels;

  /** Has what is read for nothing but the cache, so that the compiler does not leave it out. */
  private int unusedSum;

  /** By size, as the last slice of a share is smaller. */
  private final Map<Integer, Execution> training = new HashMap<>();

  private final Map<Integer, Execution> inference = new HashMap<>();

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
    this.unusedOutputs = new double[targets.classes()];
    this.augmentation =
        augmentation.isNone() ? Optional.empty() : Optional.of(augmentation.of(shape));
    this.pixels = new byte[shape.size()];
  }

  /**
   * Makes the buffers for every slice of a mini-batch, whichever of them it will do: so all that a
   * session takes is there after its first mini-batches.
   */
  void prepare(Slicing.Division division) {
    for (int i = 0; i < division.slices(); i++) {
      execution(division.size(i));
    }
  }

  /** This worker's own buffers for slices of this many images. */
  Execution execution(int images) {
    return execution(training, images, Execution.Purpose.TRAINING);
  }

  /**
   * Computes the loss and gradient of one slice, or one stage of that: the last stage of the pass
   * forward and the first of the pass backward are one.
   *
   * @param execution that does all stages of the slice
   * @param stage counted from 0
   * @param step whose mini-batch it is of
   * @param from first image of the slice in the mini-batch
   * @param portion whose sums it is counted in
   * @param isFirst whether the portion's gradient begins with it
   */
  void learn(
      Execution execution,
      int stage,
      ImageFeed feed,
      Engine.Step step,
      int from,
      long seed,
      Portion portion,
      boolean isFirst) {
    int turn = execution.forwardStages() - 1;
    if (stage == 0) {
      load(execution, feed, step, from, seed);
      execution.beginTraining(seed, step.number(), from);
    }
    if (stage <= turn) {
      execution.forward(stage);
    }
    if (stage == turn) {
      score(execution, feed, step, from, portion);
    }
    if (stage >= turn) {
      execution.backward(stage - turn);
    }
    if (stage == turn + execution.backwardStages() - 1) {
      float share = (float) execution.batch() / step.images().length;
      if (isFirst) {
        execution.copyGradientTo(portion.gradient(), share);
      } else {
        execution.addGradientTo(portion.gradient(), share);
      }
    }
  }

  private void load(Execution execution, ImageFeed feed, Engine.Step step, int from, long seed) {
    int to = from + execution.batch();
    unusedSum += feed.touch(step.images(), from, to);
    for (int i = from; i < to; i++) {
      loadVaried(feed, step.images()[i], seed, step.number(), execution, i - from);
    }
  }

  /** Finds the loss of each image, and the gradient that the pass backward begins with. */
  private void score(
      Execution execution, ImageFeed feed, Engine.Step step, int from, Portion portion) {
    for (int i = 0; i < execution.batch(); i++) {
      int label = feed.data().label(step.images()[from + i]);
      double weight = targets.weight(label);
      double scale = weight / step.images().length;
      double value = execution.loss(i, loss, targets.target(label), scale);
      double absoluteError = execution.absoluteError(label);
      portion.count(weight * value, absoluteError, argMax(execution.logits(i)) == label);
    }
  }

  /** Makes the buffers for {@link #evaluate} with this many images at once; for none, nothing. */
  void prepareToEvaluate(int images) {
    if (images > 0) {
      execution(inference, images, Execution.Purpose.INFERENCE);
    }
  }

  /**
   * Asks for the images {@code from} to {@code to - 1} of a set.
   *
   * @param losses receives the loss of each image, at its index
   * @param probabilities receives one value a class for each image, at its index
   */
  void evaluate(ImageFeed feed, int from, int to, double[] losses, float[] probabilities) {
    Execution execution = execution(inference, to - from, Execution.Purpose.INFERENCE);
    for (int i = from; i < to; i++) {
      feed.load(i, pixels, execution, i - from);
    }
    execution.forward();
    for (int i = from; i < to; i++) {
      double[] logits = execution.logits(i - from);
      losses[i] =
          loss.evaluate(logits, plainTargets.target(feed.data().label(i)), unused, unusedOutputs);
      double[] outputs = output.probabilities(logits);
      for (int k = 0; k < outputs.length; k++) {
        probabilities[i * outputs.length + k] = (float) outputs[k];
      }
    }
  }

  private void loadVaried(
      ImageFeed feed, int image, long seed, long step, Execution execution, int position) {
    if (augmentation.isEmpty()) {
      feed.load(image, pixels, execution, position);
    } else {
      feed.data().copyImage(image, pixels, 0);
      augmentation.get().applyInTraining(pixels, seed, step, image);
      execution.setImage(position, pixels);
    }
  }

  private Execution execution(Map<Integer, Execution> bySize, int size, Execution.Purpose purpose) {
    Execution known = bySize.get(size);
    if (known == null) {
      known = new Execution(network, network.poolingFirst(), size, purpose);
      bySize.put(size, known);
    }
    return known;
  }

  private static int argMax(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  @Override
  public void close() {
    training.values().forEach(Execution::close);
    inference.values().forEach(Execution::close);
  }
}
