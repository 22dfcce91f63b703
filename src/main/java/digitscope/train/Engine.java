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
 * on answering from a copy of the network as it was before them.
 *
 * <p>The same seed and number of threads give bit-identical weights: every worker takes a fixed
 * share of a mini-batch, and the gradients are added in the order of the workers.
 */
public final class Engine implements AutoCloseable {
  /** Images that k-means looks at. */
  private static final int FITTED = 10_000;

  /** Images by which dead filters are told. */
  private static final int SAMPLE = 512;

  private final int classes;
  private final long seed;

  /** What the workers train. */
  private final Network network;

  /** The same as it was before the steps that are under way, for the owner's answers. */
  private final ProbedNetwork shown;

  private final Loss loss;
  private final Optimizer optimizer;
  private final double clipping;
  private final float[] values;
  private final float[] optimizerState;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Descent> descents = new ArrayList<>();
  private final double[] squares;
  private volatile boolean isStepWanted;
  private final ExecutorService threads;
  private final Execution single;
  private final FeatureMapProbe mapProbe;
  private @Nullable Round round;
  private final List<StepResult> results = new ArrayList<>();
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
    ProbedNetwork probed = NetworkFactory.network(network, training, shape, classes);
    this.network = probed.network();
    this.shown = probed.copy();
    this.loss = NetworkFactory.loss(network, training.loss());
    this.optimizer = NetworkFactory.optimizer(training.optimizer());
    this.clipping = training.gradientClipping();
    this.values = this.network.values();
    this.optimizerState = new float[optimizer.stateSize(this.network.parameterCount())];
    this.single =
        new Execution(
            shown.network(), shown.network().poolingFirst(), 1, Execution.Purpose.INFERENCE);
    this.mapProbe = new FeatureMapProbe(shown);
    Targets targets = new Targets(classes, training.labelSmoothing(), training.classWeights());
    int count = training.withDefiniteThreads().threads();
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(probed, loss, targets, shape, training.augmentation()));
    }
    this.squares = new double[count];
    Descent.Common common =
        new Descent.Common(
            this.network,
            optimizer,
            new Regularisation(training.l1(), training.l2()),
            values,
            new float[values.length],
            optimizerState);
    for (int i = 0; i < count; i++) {
      descents.add(new Descent(common, i, count));
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
      shown.network().write(values);
    }
  }

  /**
   * A step to be taken.
   *
   * @param images indices of the mini-batch in the training set
   * @param number of the step, counted from 0; with the seed it decides what dropout drops
   * @param learningRate rate with the schedule's factor
   */
  public record Step(int[] images, long number, double learningRate) {}

  /**
   * Starts taking steps, one after the other, on the workers and returns at once. Short steps are
   * better taken several at a time, as it takes a while to hand work over.
   *
   * @param onDone called once, from a worker's thread, when all have ended
   */
  public void startSteps(Dataset data, List<Step> steps, Runnable onDone) {
    keepSample(data);
    results.clear();
    Rendezvous rendezvous = new Rendezvous(workers.size());
    start(onDone, share -> takeSteps(data, steps, share, rendezvous));
  }

  private void takeSteps(Dataset data, List<Step> steps, Share share, Rendezvous rendezvous) {
    Worker worker = workers.get(share.index());
    Descent descent = descents.get(share.index());
    Round running = share.round();
    for (Step step : steps) {
      learn(worker, data, step, share);
      if (!rendezvous.meet(() -> judge(step, running), running::isCancelled) || !isStepWanted) {
        return;
      }
      // A step that has begun to change the parameters is ended, even if it is cancelled now.
      squares[share.index()] = descent.gather(workers, clipping > 0);
      if (clipping > 0 && !rendezvous.meet(() -> {}, running::isFailed)) {
        return;
      }
      double scale = Regularisation.clipping(Arrays.stream(squares).sum(), clipping);
      descent.step(step.learningRate(), scale);
      if (!rendezvous.meet(() -> {}, running::isFailed)) {
        return;
      }
    }
  }

  /** Does one worker's share of a mini-batch. */
  private void learn(Worker worker, Dataset data, Step step, Share share) {
    int count = step.images().length;
    int slices = worker.slices(count, workers.size());
    int end = slices * (share.index() + 1) / workers.size();
    worker.clear();
    for (int i = slices * share.index() / workers.size(); i < end; i++) {
      if (share.round().isCancelled()) {
        return;
      }
      int from = (int) ((long) count * i / slices);
      int to = (int) ((long) count * (i + 1) / slices);
      worker.learn(data, step.images(), from, to, seed, step.number());
    }
  }

  /**
   * Notes what a mini-batch gave; by the last worker, while the others wait. After a loss that is
   * not finite the parameters stay as they are, and no further step is taken.
   */
  private void judge(Step step, Round running) {
    isStepWanted = !running.isCancelled(); // otherwise a share may be missing
    if (isStepWanted) {
      double lossSum = workers.stream().mapToDouble(Worker::lossSum).sum();
      int correct = workers.stream().mapToInt(Worker::correct).sum();
      int images = step.images().length;
      double mean = lossSum / images;
      isStepWanted = Double.isFinite(mean);
      results.add(new StepResult(isStepWanted ? mean : Double.NaN, correct, images));
    }
    if (isStepWanted) {
      optimizer.begin(optimizerState);
    }
  }

  /**
   * What came of the steps that were started, in their order. They are fewer if they were
   * cancelled, or if a loss was not finite: then the last one's is NaN, and it has changed nothing.
   *
   * @throws IllegalStateException if a worker failed
   */
  public List<StepResult> finishSteps() {
    finish("training");
    shown.network().write(values);
    return List.copyOf(results);
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
          int from = next.getAndAdd(worker.slice());
          while (from < data.size() && !running.round().isCancelled()) {
            int to = Math.min(data.size(), from + worker.slice());
            worker.evaluate(data, from, to, buffers.losses, buffers.probabilities);
            from = next.getAndAdd(worker.slice());
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
    if (finish("evaluating").isCancelled()) {
      throw new CancellationException("Cancelled while evaluating");
    }
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
    double[] probabilities = shown.output().probabilities(single.logits(0));
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
    return new PatternSearch(shown, layerIndex, step, seed, sample);
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
    shown.network().write(values);
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
    shown.network().close();
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

  private Round finish(String what) {
    Round running = round;
    if (running == null) {
      throw new IllegalStateException("Nothing was started");
    }
    round = null;
    running.finish(what);
    return running;
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
