package digitscope.train;

import digitscope.config.NetworkSpec;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.nn.Backend;
import digitscope.nn.Execution;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.nn.Optimizer;
import digitscope.nn.Regularisation;
import digitscope.nn.Targets;
import digitscope.probe.FeatureMapProbe;
import digitscope.probe.FeatureMaps;
import digitscope.probe.PatternSearch;
import digitscope.probe.ProbedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network of one session with its workers. All methods are called on one thread, the owner.
 * Steps and evaluations run on the workers' threads, one native thread each, while the owner goes
 * on answering from buffers of its own; the parameters are only written in {@link #finishStep} and
 * {@link #restore}, when no worker runs.
 *
 * <p>The same seed and number of threads give bit-identical weights: every worker takes a fixed
 * share of a mini-batch, and the gradients are added in the order of the workers.
 */
public final class Engine implements AutoCloseable {
  /** Part of a running mean that is new at each step, as is usual for batch normalisation. */
  private static final float MOMENTUM = 0.1f;

  /** Images that k-means looks at. */
  private static final int FITTED = 10_000;

  /** Images by which dead filters are told. */
  private static final int SAMPLE = 512;

  private final int classes;
  private final long seed;
  private final ProbedNetwork probed;
  private final Network network;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Regularisation regularisation;
  private final double clipping;
  private final List<Network.Span> weights;
  private final List<Network.Span> statistics;
  private final float[] values;
  private final float[] gradient;
  private final float[] optimizerState;
  private final List<Worker> workers = new ArrayList<>();
  private final ExecutorService threads;
  private final Execution single;
  private final FeatureMapProbe mapProbe;
  private @Nullable Round round;
  private int batchSize;
  private List<byte[]> sample = List.of();
  private @Nullable EvaluationBuffers evaluation;

  /**
   * Builds the network, draws its weights and starts the workers.
   *
   * @param shape of the images
   * @param classes number of classes
   * @throws digitscope.config.InvalidNetworkException if a layer or the loss does not fit
   */
  public Engine(NetworkSpec network, TrainingSpec training, ImageShape shape, int classes) {
    Backend.useFromThisThread();
    this.classes = classes;
    this.seed = training.seed();
    this.probed = NetworkFactory.network(network, training, shape, classes);
    this.network = probed.network();
    this.loss = NetworkFactory.loss(network, training.loss());
    this.optimizer = NetworkFactory.optimizer(training.optimizer());
    this.regularisation = new Regularisation(training.l1(), training.l2());
    this.clipping = training.gradientClipping();
    this.weights = this.network.weightSpans();
    this.statistics = this.network.runningStatistics();
    this.values = this.network.values();
    this.gradient = new float[values.length];
    this.optimizerState = new float[optimizer.stateSize(this.network.parameterCount())];
    this.single =
        new Execution(this.network, this.network.poolingFirst(), 1, Execution.Purpose.INFERENCE);
    this.mapProbe = new FeatureMapProbe(probed);
    Targets targets = new Targets(classes, training.labelSmoothing(), training.classWeights());
    int count = training.withDefiniteThreads().threads();
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(probed, loss, targets, shape, training.augmentation()));
    }
    this.threads = Executors.newFixedThreadPool(count, Engine::workerThread);
  }

  private static Thread workerThread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              Backend.useFromThisThread();
              work.run();
            },
            "digitscope-worker");
    thread.setDaemon(true);
    return thread;
  }

  /** Number of workers. */
  public int threads() {
    return workers.size();
  }

  public long parameterCount() {
    return network.parameterCount();
  }

  /**
   * Fits what the network learns before its first step, if it has such a layer. Only before the
   * first step.
   *
   * @param data the training set
   */
  public void fit(Dataset data) {
    if (network.wantsFit()) {
      network.fit(spread(data, FITTED), seed);
      System.arraycopy(network.values(), 0, values, 0, values.length);
    }
  }

  /**
   * Starts forward and backward passes of a mini-batch on the workers and returns at once. The
   * parameters are only read until {@link #finishStep}.
   *
   * @param images indices of the mini-batch in {@code data}
   * @param step number of the step; with the seed it decides what dropout drops and how images are
   *     varied
   * @param onDone called once, from a worker's thread, when all have ended
   */
  public void startStep(Dataset data, int[] images, long step, Runnable onDone) {
    keepSample(data);
    batchSize = images.length;
    int count = workers.size();
    int slices = Worker.slices(images.length);
    start(
        onDone,
        running -> {
          int share = running.index();
          Worker worker = workers.get(share);
          worker.clear();
          int end = slices * (share + 1) / count;
          for (int i = slices * share / count; i < end && !running.round().isCancelled(); i++) {
            int from = (int) ((long) images.length * i / slices);
            int to = (int) ((long) images.length * (i + 1) / slices);
            worker.learn(data, images, from, to, seed, step);
          }
        });
  }

  /**
   * Adds the workers' gradients and the regularisation, and takes the optimizer's step. A loss that
   * is not finite is reported as NaN, and the parameters stay as they are.
   *
   * @param learningRate rate with the schedule's factor
   * @throws CancellationException if the step was cancelled
   * @throws IllegalStateException if a worker failed
   */
  public StepResult finishStep(double learningRate) {
    finish("training");
    double lossSum = 0;
    int correct = 0;
    Arrays.fill(gradient, 0);
    for (Worker worker : workers) {
      lossSum += worker.lossSum();
      correct += worker.correct();
      float[] share = worker.gradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += share[i];
      }
    }
    double mean = lossSum / batchSize;
    if (!Double.isFinite(mean)) {
      return new StepResult(Double.NaN, correct, batchSize);
    }
    int count = network.parameterCount();
    regularisation.addGradient(weights, values, gradient);
    Regularisation.clip(gradient, count, clipping);
    Regularisation.decay(weights, values, learningRate * optimizer.weightDecay());
    optimizer.step(values, count, gradient, optimizerState, learningRate);
    for (Network.Span span : statistics) {
      for (int i = span.from(); i < span.to(); i++) {
        values[i] += MOMENTUM * (gradient[i] - values[i]);
      }
    }
    network.write(values);
    return new StepResult(mean, correct, batchSize);
  }

  /**
   * Starts asking for every image of a set on the workers and returns at once.
   *
   * @param onDone called once, from a worker's thread, when all have ended
   */
  public void startEvaluation(Dataset data, Runnable onDone) {
    keepSample(data);
    EvaluationBuffers buffers = new EvaluationBuffers(data, classes);
    evaluation = buffers;
    AtomicInteger next = new AtomicInteger();
    start(
        onDone,
        running -> {
          Worker worker = workers.get(running.index());
          int from = next.getAndAdd(Worker.SLICE);
          while (from < data.size() && !running.round().isCancelled()) {
            int to = Math.min(data.size(), from + Worker.SLICE);
            worker.evaluate(data, from, to, buffers.losses, buffers.probabilities);
            from = next.getAndAdd(Worker.SLICE);
          }
        });
  }

  /**
   * What the network said of the set.
   *
   * @param step number of steps that the network has taken
   * @throws CancellationException if the evaluation was cancelled
   * @throws IllegalStateException if a worker failed
   */
  public Evaluation finishEvaluation(long step) {
    finish("evaluating");
    EvaluationBuffers buffers = evaluation;
    if (buffers == null) {
      throw new IllegalStateException("No evaluation was started");
    }
    evaluation = null;
    return buffers.toEvaluation(step);
  }

  /**
   * Classifies one image at once, also while the workers run.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @return one probability a class
   */
  public float[] predict(byte[] image) {
    single.setImage(0, image);
    single.forward();
    double[] probabilities = probed.output().probabilities(single.logits(0));
    float[] result = new float[probabilities.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = (float) probabilities[k];
    }
    return result;
  }

  /**
   * What an image excites in every layer; answers at once, also while the workers run.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param step number of steps that the network has taken
   */
  public FeatureMaps maps(byte[] image, long step) {
    return mapProbe.maps(image, step);
  }

  /**
   * Prepares the search for the patterns that excite the filters of a layer; answers at once, also
   * while the workers run. The search may be advanced then too.
   *
   * @param layerIndex place of the layer, counted from 0
   * @param step number of steps that the network has taken
   * @throws IllegalArgumentException if there is no such layer
   */
  public PatternSearch startPatterns(int layerIndex, long step) {
    return new PatternSearch(probed, layerIndex, step, seed, sample);
  }

  /** A copy of all that a run needs to go on. Only while no step is under way. */
  public Checkpoint checkpoint(long step, double learningRate) {
    return new Checkpoint(step, learningRate, values.clone(), optimizerState.clone());
  }

  /**
   * Goes back to a checkpoint. Only while neither a step nor an evaluation is under way.
   *
   * @throws IllegalArgumentException if it is of another network or optimizer
   */
  public void restore(Checkpoint checkpoint) {
    if (checkpoint.parameters().length != values.length
        || checkpoint.optimizerState().length != optimizerState.length) {
      throw new IllegalArgumentException(
          "The checkpoint is of another network or optimizer: it has %d parameters and %d values of state, not %d and %d"
              .formatted(
                  checkpoint.parameters().length,
                  checkpoint.optimizerState().length,
                  values.length,
                  optimizerState.length));
    }
    System.arraycopy(checkpoint.parameters(), 0, values, 0, values.length);
    System.arraycopy(checkpoint.optimizerState(), 0, optimizerState, 0, optimizerState.length);
    network.write(values);
  }

  /** Abandons a running step or evaluation soon; its {@code onDone} is still called. */
  public void cancel() {
    if (round != null) {
      round.cancel();
    }
  }

  /** Ends the workers, waiting for what they are at, and frees the native memory. */
  @Override
  public void close() {
    cancel();
    if (round != null) {
      round.await();
    }
    threads.shutdown();
    workers.forEach(Worker::close);
    single.close();
    mapProbe.close();
    network.close();
  }

  /** Keeps a few images of the first set that comes, by which dead filters are told. */
  private void keepSample(Dataset data) {
    if (sample.isEmpty()) {
      sample = spread(data, SAMPLE);
    }
  }

  /** At most so many images, from all over the set. */
  private static List<byte[]> spread(Dataset data, int most) {
    int count = Math.min(most, data.size());
    return IntStream.range(0, count)
        .mapToObj(i -> data.image((int) ((long) i * data.size() / count)))
        .toList();
  }

  private void start(Runnable onDone, Consumer<Share> work) {
    if (round != null) {
      throw new IllegalStateException("The workers are still busy: finish what runs first");
    }
    Round started = new Round(workers.size(), onDone);
    round = started;
    for (int i = 0; i < workers.size(); i++) {
      Share share = new Share(i, started);
      threads.execute(() -> started.run(() -> work.accept(share)));
    }
  }

  private void finish(String what) {
    Round running = round;
    if (running == null) {
      throw new IllegalStateException("Nothing was started");
    }
    round = null;
    running.finish(what);
  }

  private record Share(int index, Round round) {}

  private static final class EvaluationBuffers {
    final byte[] labels;
    final double[] losses;
    final float[] probabilities;
    final int classes;

    EvaluationBuffers(Dataset data, int classes) {
      this.classes = classes;
      labels = new byte[data.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) data.label(i);
      }
      losses = new double[labels.length];
      probabilities = new float[labels.length * classes];
    }

    Evaluation toEvaluation(long step) {
      double mean = Arrays.stream(losses).sum() / losses.length;
      return new Evaluation(step, classes, labels, probabilities, mean);
    }
  }
}
