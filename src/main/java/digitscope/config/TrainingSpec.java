package digitscope.config;

import digitscope.data.HeldOut;
import java.util.List;
import java.util.function.Consumer;

/**
 * The training settings of a run.
 *
 * @param epochs passes over the training set
 * @param batchSize images a step
 * @param learningRate rate before the schedule's factor
 * @param optimizer rule of a step
 * @param schedule course of the learning rate
 * @param loss what is made small
 * @param labelSmoothing share of the target that is spread evenly over all classes, in [0, 1)
 * @param classWeights factor of the loss of each class's images; empty for 1 throughout
 * @param l1 weight of the sum of absolute weights in the loss (biases are free)
 * @param l2 weight of half the sum of squared weights in the loss (biases are free)
 * @param gradientClipping largest Euclidean norm of the gradient, to which a longer one is scaled
 *     down; 0 for none
 * @param initialisation how weights are drawn
 * @param validation what is held out of the training set, and what it decides
 * @param augmentation how training images are varied
 * @param seed of every random choice
 * @param threads data-parallel workers; 0 for one per core
 * @param backend what computes
 */
public record TrainingSpec(
    int epochs,
    int batchSize,
    double learningRate,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    Loss loss,
    double labelSmoothing,
    List<Double> classWeights,
    double l1,
    double l2,
    double gradientClipping,
    Initialization initialisation,
    ValidationSpec validation,
    AugmentationSpec augmentation,
    long seed,
    int threads,
    BackendChoice backend) {
  public TrainingSpec {
    Checks.inRange("epochs", epochs, 1, 100_000);
    Checks.inRange("batch size", batchSize, 1, 10_000);
    Checks.inRange("learning rate", learningRate, 1e-8, 100);
    Checks.inRange("label smoothing", labelSmoothing, 0, 0.99);
    classWeights = List.copyOf(classWeights);
    classWeights.forEach(weight -> Checks.inRange("class weight", weight, 0, 1000));
    Checks.inRange("L1", l1, 0, 10);
    Checks.inRange("L2", l2, 0, 10);
    Checks.inRange("gradient clipping", gradientClipping, 0, 1e6);
    Checks.inRange("threads", threads, 0, 1024);
  }

  /** The settings of a {@link TrainingSpec}, to be changed one by one. */
  public static final class Draft {
    public int epochs;
    public int batchSize;
    public double learningRate;
    public OptimizerSpec optimizer;
    public ScheduleSpec schedule;
    public Loss loss;
    public double labelSmoothing;
    public List<Double> classWeights;
    public double l1;
    public double l2;
    public double gradientClipping;
    public Initialization initialisation;
    public ValidationSpec validation;
    public AugmentationSpec augmentation;
    public long seed;
    public int threads;
    public BackendChoice backend;

    private Draft(TrainingSpec spec) {
      epochs = spec.epochs;
      batchSize = spec.batchSize;
      learningRate = spec.learningRate;
      optimizer = spec.optimizer;
      schedule = spec.schedule;
      loss = spec.loss;
      labelSmoothing = spec.labelSmoothing;
      classWeights = spec.classWeights;
      l1 = spec.l1;
      l2 = spec.l2;
      gradientClipping = spec.gradientClipping;
      initialisation = spec.initialisation;
      validation = spec.validation;
      augmentation = spec.augmentation;
      seed = spec.seed;
      threads = spec.threads;
      backend = spec.backend;
    }

    private TrainingSpec toSpec() {
      return new TrainingSpec(
          epochs,
          batchSize,
          learningRate,
          optimizer,
          schedule,
          loss,
          labelSmoothing,
          classWeights,
          l1,
          l2,
          gradientClipping,
          initialisation,
          validation,
          augmentation,
          seed,
          threads,
          backend);
    }
  }

  /** This with some settings changed, as in {@code spec.with(draft -> draft.epochs = 5)}. */
  public TrainingSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.toSpec();
  }

  /** Steps of one pass over a training set of this many images, some of which may be held out. */
  public int stepsPerEpoch(int images) {
    int trained = images - HeldOut.count(images, validation.fraction());
    return Math.max(1, (trained + batchSize - 1) / batchSize);
  }

  /** This, with one thread per core of this machine where the number was left open. */
  public TrainingSpec withDefiniteThreads() {
    return threads > 0 ? this : withThreads(Runtime.getRuntime().availableProcessors());
  }

  /** This with at most the given number of threads. */
  public TrainingSpec withThreadsAtMost(int most) {
    return threads > most ? withThreads(most) : this;
  }

  public TrainingSpec withEpochs(int changed) {
    return with(draft -> draft.epochs = changed);
  }

  public TrainingSpec withBatchSize(int changed) {
    return with(draft -> draft.batchSize = changed);
  }

  public TrainingSpec withLearningRate(double changed) {
    return with(draft -> draft.learningRate = changed);
  }

  public TrainingSpec withOptimizer(OptimizerSpec changed) {
    return with(draft -> draft.optimizer = changed);
  }

  public TrainingSpec withSchedule(ScheduleSpec changed) {
    return with(draft -> draft.schedule = changed);
  }

  public TrainingSpec withLoss(Loss changed) {
    return with(draft -> draft.loss = changed);
  }

  public TrainingSpec withL1(double changed) {
    return with(draft -> draft.l1 = changed);
  }

  public TrainingSpec withL2(double changed) {
    return with(draft -> draft.l2 = changed);
  }

  public TrainingSpec withInitialization(Initialization changed) {
    return with(draft -> draft.initialisation = changed);
  }

  public TrainingSpec withValidation(ValidationSpec changed) {
    return with(draft -> draft.validation = changed);
  }

  public TrainingSpec withAugmentation(AugmentationSpec changed) {
    return with(draft -> draft.augmentation = changed);
  }

  public TrainingSpec withSeed(long changed) {
    return with(draft -> draft.seed = changed);
  }

  public TrainingSpec withThreads(int changed) {
    return with(draft -> draft.threads = changed);
  }

  public TrainingSpec withBackend(BackendChoice changed) {
    return with(draft -> draft.backend = changed);
  }
}
