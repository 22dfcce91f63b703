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
import digitscope.probe.HiddenValues;
import digitscope.probe.OcclusionInquiry;
import digitscope.probe.PatternSearch;
import digitscope.probe.ProbedNetwork;
import digitscope.probe.SaliencyInquiry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network of one session with its workers. All methods are called on one thread, the owner.
 * Steps and evaluations run on the workers' threads, one native thread each, while the owner goes
 * on answering from a copy of the network as it was before them.
 *
 * <p>The same seed and number of threads give bit-identical weights: every mini-batch is divided
 * into the same portions, whose gradients are added in their order, whichever worker computed them.
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
  private final float[] values;
  private final boolean isVarying;
  private final float[] optimizerState;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Descent> descents = new ArrayList<>();
  private final List<Portion> portions = new ArrayList<>();
  private final Slicing slicing;
  private final Burst.Team team;
  private final ExecutorService threads;
  private final ImageFeeds feeds;
  private final Execution single;
  private final FeatureMapProbe mapProbe;
  private @Nullable Round round;
  private @Nullable Burst burst;
  private List<byte[]> sample = List.of();
  private @Nullable SetReading reading;

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
    this.isVarying = !training.augmentation().isNone();
    ProbedNetwork probed = NetworkFactory.network(network, training, shape, classes);
    this.network = probed.network();
    this.shown = probed.copy();
    this.loss = NetworkFactory.loss(network, training.loss());
    this.optimizer = NetworkFactory.optimizer(training.optimizer());
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
    this.slicing = new Slicing(this.network, count);
    this.team =
        new Burst.Team(workers, descents, portions, slicing, training.gradientClipping(), seed);
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
    this.feeds = new ImageFeeds(single.takesSparseImages());
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
    for (Step step : steps) {
      while (portions.size() < slicing.divide(step.images().length).portions()) {
        portions.add(new Portion(values.length));
      }
    }
    Burst started =
        new Burst(team, isVarying ? ImageFeed.plain(data) : feeds.of(data), List.copyOf(steps));
    burst = started;
    start(onDone, started::takePart);
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
    Burst ended = burst;
    if (ended == null) {
      throw new IllegalStateException("No steps were started");
    }
    burst = null;
    return ended.results();
  }

  /**
   * Starts asking for every image of a set on the workers and returns at once.
   *
   * @param onDone called once, from a worker's thread, when all have ended
   */
  public void startEvaluation(Dataset data, Runnable onDone) {
    keepSample(data);
    SetReading started = new SetReading(feeds.of(data), classes, slicing.largest());
    reading = started;
    start(onDone, (running, index) -> started.takePart(workers.get(index), running));
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
    SetReading ended = reading;
    if (ended == null) {
      throw new IllegalStateException("No evaluation was started");
    }
    reading = null;
    return ended.toEvaluation(step);
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

  /**
   * Prepares to find out which pixels of an image speak for a class; this and the two below answer
   * at once, also while the workers run, and may be advanced then too.
   *
   * @param label the class; the likeliest one if empty
   * @param step number of steps that the network has taken
   * @throws IllegalArgumentException if there is no such class
   */
  SaliencyInquiry explain(byte[] image, OptionalInt label, long step) {
    return new SaliencyInquiry(shown, image, label, step);
  }

  /** Prepares to find the smallest square that, blanked, changes what an image is read as. */
  OcclusionInquiry occlude(byte[] image, long step) {
    return new OcclusionInquiry(shown, image, step);
  }

  /** Prepares to read what images excite in the last hidden layer, in this order. */
  HiddenValues hiddenValues(IntFunction<byte[]> images, int[] order, long step) {
    return new HiddenValues(shown, images, order, step);
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
    feeds.close();
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

  private void start(Runnable onDone, ObjIntConsumer<Round> work) {
    if (round != null) {
      throw new IllegalStateException("The workers are still busy: finish what runs first");
    }
    Round started = new Round(workers.size(), onDone);
    round = started;
    for (int i = 0; i < workers.size(); i++) {
      int index = i;
      threads.execute(() -> started.run(() -> work.accept(started, index)));
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
}
