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
  /** Images by which dead filters are told. */
  private static final int SAMPLE = 512;

  private final int classes;
  private final long seed;
  private final ProbedNetwork probed;
  private final Network network;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Regularisation regularisation;
  private final float[] parameters;
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
    this.parameters = this.network.parameters();
    this.gradient = new float[parameters.length];
    this.optimizerState = new float[optimizer.stateSize(parameters.length)];
    this.single =
        new Execution(this.network, this.network.poolingFirst(), 1, Execution.Purpose.INFERENCE);
    this.mapProbe = new FeatureMapProbe(probed);
    int count = training.withDefiniteThreads().threads();
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(probed, loss, shape, training.augmentation()));
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
    return parameters.length;
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
    start(
        onDone,
        running -> {
          int share = running.index();
          Worker worker = workers.get(share);
          worker.clear();
          int end = (int) ((long) images.length * (share + 1) / count);
          int from = (int) ((long) images.length * share / count);
          while (from < end && !running.round().isCancelled()) {
            int to = Math.min(end, from + Worker.SLICE);
            worker.learn(data, images, from, to, seed, step);
            from = to;
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
    regularisation.addGradient(network.weightSpans(), parameters, gradient);
    optimizer.step(parameters, gradient, optimizerState, learningRate);
    network.write(parameters);
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
    return new Checkpoint(step, learningRate, parameters.clone(), optimizerState.clone());
  }

  /**
   * Goes back to a checkpoint. Only while neither a step nor an evaluation is under way.
   *
   * @throws IllegalArgumentException if it is of another network or optimizer
   */
  public void restore(Checkpoint checkpoint) {
    if (checkpoint.parameters().length != parameters.length
        || checkpoint.optimizerState().length != optimizerState.length) {
      throw new IllegalArgumentException(
          "The checkpoint is of another network or optimizer: it has %d parameters and %d values of state, not %d and %d"
              .formatted(
                  checkpoint.parameters().length,
                  checkpoint.optimizerState().length,
                  parameters.length,
                  optimizerState.length));
    }
    System.arraycopy(checkpoint.parameters(), 0, parameters, 0, parameters.length);
    System.arraycopy(checkpoint.optimizerState(), 0, optimizerState, 0, optimizerState.length);
    network.write(parameters);
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
      int count = Math.min(SAMPLE, data.size());
      sample =
          IntStream.range(0, count)
              .mapToObj(i -> data.image((int) ((long) i * data.size() / count)))
              .toList();
    }
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
