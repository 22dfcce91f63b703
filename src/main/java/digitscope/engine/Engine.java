package digitscope.engine;

import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.io.InvalidValueException;
import digitscope.network.Checkpoint;
import digitscope.network.NetworkFactory;
import digitscope.network.Planners;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.nn.Optimizer;
import digitscope.nn.Regularization;
import digitscope.nn.Targets;
import digitscope.probe.ProbedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The network of one session with its workers. All methods are called on one thread, the owner.
 * Steps and evaluations run on the workers' threads, one native thread each, while the owner goes
 * on answering from a copy of the network as it was before them.
 *
 * <p>The same seed, backend, width of vectors and number of threads give bit-identical weights:
 * every mini-batch is divided into the same portions, whose gradients are added in their order,
 * whichever worker computed them.
 */
public final class Engine implements AutoCloseable {
  /** Images that k-means looks at. */
  private static final int FITTED = 10_000;

  private final int classes;
  private final long seed;

  /** What the workers train. */
  private final Network network;

  /** The same as it was before the steps that are under way, for the owner's answers. */
  private final FrozenNetwork frozen;

  private final Loss loss;
  private final Optimizer optimizer;
  private final float[] values;
  private final float[] gradient;
  private final boolean isVarying;
  private final float[] optimizerState;
  private final List<Worker> workers = new ArrayList<>();
  private final List<OptimizerShard> shards = new ArrayList<>();
  private final List<Portion> portions = new ArrayList<>();
  private final Slicing slicing;
  private final JointSlices jointSlices;
  private final StepBatch.Team team;
  private final WorkerThreads threads;
  private final ImageFeeds feeds;
  private @Nullable Round round;
  private @Nullable StepBatch stepBatch;
  private double clipping = 1;
  private @Nullable EvaluationPass evaluation;

  /**
   * Builds the network, draws its weights and starts the workers.
   *
   * @param shape of the images
   * @param classes number of classes
   * @throws digitscope.config.InvalidNetworkException if a layer or the loss does not fit
   */
  public Engine(NetworkSpec network, TrainingSpec training, ImageShape shape, int classes) {
    this.classes = classes;
    this.seed = training.seed();
    this.isVarying = !training.augmentation().isNone();
    ProbedNetwork probed = NetworkFactory.network(network, training, shape, classes);
    this.network = probed.network();
    this.loss = NetworkFactory.loss(network, training.loss());
    this.frozen = new FrozenNetwork(probed.copy(), network, training);
    this.optimizer = NetworkFactory.optimizer(training.optimizer());
    this.values = this.network.values();
    this.gradient = new float[values.length];
    this.optimizerState = new float[optimizer.stateSize(this.network.parameterCount())];
    Targets targets = new Targets(classes, training.labelSmoothing(), training.classWeights());
    int count = training.withDefiniteThreads().threads();
    for (int i = 0; i < count; i++) {
      workers.add(new Worker(probed, loss, targets, shape, training.augmentation()));
    }
    this.slicing = new Slicing(this.network, count);
    this.jointSlices = new JointSlices(this.network);
    double largest = training.gradientClipping();
    this.team =
        new StepBatch.Team(workers, shards, portions, jointSlices, slicing, largest, seed, classes);
    OptimizerShard.Common common =
        new OptimizerShard.Common(
            this.network,
            optimizer,
            new Regularization(training.l1(), training.l2()),
            values,
            gradient,
            optimizerState);
    for (int i = 0; i < count; i++) {
      shards.add(new OptimizerShard(common, i, count));
    }
    this.threads = new WorkerThreads(count, this.network::prepareThread);
    this.feeds = new ImageFeeds(frozen.takesSparseImages());
  }

  /**
   * What a run begins with that trains new weights: they follow from its seed.
   *
   * @param shape of the images
   * @param classes number of classes
   * @throws digitscope.config.InvalidNetworkException if the network does not fit them
   */
  public static Checkpoint initialCheckpoint(RunConfig config, ImageShape shape, int classes) {
    TrainingSpec training = Planners.available(config.training());
    try (Engine engine = new Engine(config.network(), training, shape, classes)) {
      return engine.checkpoint(0, config.training().learningRate());
    }
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
      network.fit(FrozenNetwork.spread(data, FITTED), seed);
      System.arraycopy(network.values(), 0, values, 0, values.length);
      frozen.write(values);
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
    for (Step step : steps) {
      Slicing.Division division = slicing.divide(step.images().length);
      jointSlices.prepare(division);
      while (portions.size() < division.portions()) {
        portions.add(new Portion(values.length));
      }
    }
    StepBatch started =
        new StepBatch(team, isVarying ? ImageFeed.plain(data) : feeds.of(data), List.copyOf(steps));
    stepBatch = started;
    start(onDone, started::takePart);
  }

  /**
   * What came of the steps that were started, in their order. They are fewer if they were
   * cancelled, or if a loss left all bounds: then it is the last one's, which has changed nothing.
   *
   * @throws IllegalStateException if a worker failed
   */
  public List<StepResult> finishSteps() {
    finish("training");
    frozen.write(values);
    StepBatch ended = stepBatch;
    if (ended == null) {
      throw new IllegalStateException("No steps were started");
    }
    stepBatch = null;
    clipping = ended.clipping();
    return ended.results();
  }

  /**
   * Starts asking for every image of a set on the workers and returns at once.
   *
   * @param onDone called once, from a worker's thread, when all have ended
   */
  public void startEvaluation(Dataset data, Runnable onDone) {
    EvaluationPass started = new EvaluationPass(feeds.of(data), classes, slicing.largest());
    evaluation = started;
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
    EvaluationPass ended = evaluation;
    if (ended == null) {
      throw new IllegalStateException("No evaluation was started");
    }
    evaluation = null;
    return ended.toEvaluation(step);
  }

  /**
   * The network as it was before the steps that are under way: it answers at once, also while the
   * workers run, and what is worked out in pieces may be advanced then too.
   */
  public FrozenNetwork frozen() {
    return frozen;
  }

  /** A copy of all parameters and statistics. Only while no step is under way. */
  public float[] values() {
    return values.clone();
  }

  /**
   * A copy of what the optimizer got in the last step for each parameter: the mean gradient of the
   * loss and the penalty, clipped. Only while no step is under way.
   */
  public float[] gradient() {
    return gradient.clone();
  }

  /** What the gradient of the last step was multiplied with to clip it; 1 if it was not. */
  public double clipping() {
    return clipping;
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
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "The checkpoint belongs to another network or optimizer: it has %,d values "
                  + "and %,d of state, not %,d and %,d",
              checkpoint.parameters().length,
              checkpoint.optimizerState().length,
              values.length,
              optimizerState.length));
    }
    System.arraycopy(checkpoint.parameters(), 0, values, 0, values.length);
    System.arraycopy(checkpoint.optimizerState(), 0, optimizerState, 0, optimizerState.length);
    network.write(values);
    frozen.write(values);
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
    threads.close();
    feeds.close();
    workers.forEach(Worker::close);
    jointSlices.close();
    frozen.close();
    network.close();
  }

  private void start(Runnable onDone, ObjIntConsumer<Round> work) {
    if (round != null) {
      throw new IllegalStateException("The workers are still busy; finish their work first");
    }
    Round started = new Round(workers.size(), onDone);
    round = started;
    threads.start(started, index -> work.accept(started, index));
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
