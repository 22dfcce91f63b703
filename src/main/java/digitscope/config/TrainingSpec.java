package digitscope.config;

/**
 * How to train.
 *
 * @param epochs passes over the training set
 * @param batchSize images a step
 * @param learningRate rate before the schedule's factor
 * @param optimizer rule of a step
 * @param schedule course of the learning rate
 * @param loss what is made small
 * @param l1 weight of the sum of absolute weights in the loss (biases are free)
 * @param l2 weight of half the sum of squared weights in the loss (biases are free)
 * @param initialisation how weights are drawn
 * @param seed of every random choice
 * @param threads data-parallel workers; 0 for one per core
 */
public record TrainingSpec(
    int epochs,
    int batchSize,
    double learningRate,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    Loss loss,
    double l1,
    double l2,
    Initialisation initialisation,
    long seed,
    int threads) {
  public TrainingSpec {
    Checks.inRange("epochs", epochs, 1, 100_000);
    Checks.inRange("batch size", batchSize, 1, 10_000);
    Checks.inRange("learning rate", learningRate, 1e-8, 100);
    Checks.inRange("L1", l1, 0, 10);
    Checks.inRange("L2", l2, 0, 10);
    Checks.inRange("threads", threads, 0, 1024);
  }

  /** This, with one thread per core of this machine where the number was left open. */
  public TrainingSpec withDefiniteThreads() {
    return threads > 0 ? this : withThreads(Runtime.getRuntime().availableProcessors());
  }

  public TrainingSpec withEpochs(int changed) {
    return new TrainingSpec(
        changed,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withBatchSize(int changed) {
    return new TrainingSpec(
        epochs,
        changed,
        learningRate,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withLearningRate(double changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        changed,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withOptimizer(OptimizerSpec changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        changed,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withSchedule(ScheduleSpec changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        changed,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withLoss(Loss changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        changed,
        l1,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withL1(double changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        loss,
        changed,
        l2,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withL2(double changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        loss,
        l1,
        changed,
        initialisation,
        seed,
        threads);
  }

  public TrainingSpec withInitialisation(Initialisation changed) {
    return new TrainingSpec(
        epochs, batchSize, learningRate, optimizer, schedule, loss, l1, l2, changed, seed, threads);
  }

  public TrainingSpec withSeed(long changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        changed,
        threads);
  }

  public TrainingSpec withThreads(int changed) {
    return new TrainingSpec(
        epochs,
        batchSize,
        learningRate,
        optimizer,
        schedule,
        loss,
        l1,
        l2,
        initialisation,
        seed,
        changed);
  }
}
