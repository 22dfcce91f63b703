package digitscope.session;

import digitscope.config.TrainingSpec;
import digitscope.engine.DataOrder;
import digitscope.engine.Engine;
import digitscope.network.NetworkFactory;
import java.util.ArrayList;
import java.util.List;

/** The sequence of a run's steps, from the first to the last, and its timing. */
final class TrainingPlan {
  /** Steps that end within a frame or so, yet rarely enough that to hand them over costs little. */
  private static final long STRETCH_NANOS = 20_000_000;

  private final TrainingSpec training;
  private final DataOrder order;
  private final Speedometer speed;
  private final EvaluationSchedule rhythm = new EvaluationSchedule();

  TrainingPlan(TrainingSpec training, int images, Speedometer speed) {
    this.training = training;
    this.order = new DataOrder(images, training.batchSize(), training.seed());
    this.speed = speed;
  }

  int stepsPerEpoch() {
    return order.stepsPerEpoch();
  }

  long totalSteps() {
    return (long) training.epochs() * order.stepsPerEpoch();
  }

  /** Whether a pass over the training set ends, or the run begins, at this step. */
  boolean isEpochEnd(long step) {
    return step % stepsPerEpoch() == 0;
  }

  /** The images of the mini-batch of a step, counted from 0. */
  int[] batch(long step) {
    return order.batch(step);
  }

  /** The rate of a step, counted from 0: {@code learningRate} with the schedule's factor. */
  double scheduledRate(double learningRate, long step) {
    double epoch = (double) step / stepsPerEpoch();
    return learningRate
        * NetworkFactory.learningRateFactor(training.schedule(), epoch, training.epochs());
  }

  /**
   * How many steps from {@code step} on are taken before anything else is done: as many as take
   * some milliseconds, up to the end of the epoch.
   */
  int stepsAtOnce(long step) {
    long stepNanos = trainingNanos(1);
    long most = stepNanos == 0 ? 1 : Math.max(1, STRETCH_NANOS / stepNanos);
    return (int) Math.min(most, stepsPerEpoch() - step % stepsPerEpoch());
  }

  /**
   * As many steps as are taken {@linkplain #stepsAtOnce at once}, but for one that is to be
   * measured: the last of an epoch, or one after which the test set is evaluated.
   *
   * @param hasTrained whether steps were taken before, so that an evaluation may be due
   */
  int stepsBeforeMeasured(long step, boolean hasTrained) {
    int count = stepsAtOnce(step);
    if (hasTrained && evaluationIsDue(step) && !isEpochEnd(step)) {
      return 1;
    }
    return count > 1 && isEpochEnd(step + count) ? count - 1 : count;
  }

  /** Whether the test set is evaluated once one step more has been taken. */
  boolean isEvaluatedAfter(long step) {
    return isEpochEnd(step + 1) || evaluationIsDue(step);
  }

  /**
   * Steps to take, one after another.
   *
   * @param from the first
   * @param learningRate rate before the schedule's factor
   */
  List<Engine.Step> steps(long from, int count, double learningRate) {
    List<Engine.Step> steps = new ArrayList<>();
    for (long step = from; step < from + count; step++) {
      steps.add(new Engine.Step(batch(step), step, scheduledRate(learningRate, step)));
    }
    return steps;
  }

  void stepsTook(int images, long nanos) {
    speed.add(images, nanos);
    rhythm.trained(nanos);
  }

  void evaluationTook(long nanos) {
    rhythm.evaluated(nanos);
  }

  /** Whether to evaluate the test set at this step, if that has not been done. */
  boolean evaluationIsDue(long step) {
    long stepsToEpochEnd = stepsPerEpoch() - step % stepsPerEpoch();
    return isEpochEnd(step) || rhythm.isDue(trainingNanos(stepsToEpochEnd));
  }

  double imagesPerSecond() {
    return speed.imagesPerSecond();
  }

  /** Estimate of the time from a step to the last, evaluations included; 0 if nothing is known. */
  long remainingNanos(long step) {
    long steps = totalSteps() - step;
    long trainingNanos = trainingNanos(steps);
    return trainingNanos == 0
        ? 0
        : rhythm.withEvaluations(trainingNanos, (double) steps / stepsPerEpoch());
  }

  private long trainingNanos(long steps) {
    double imagesPerSecond = speed.imagesPerSecond();
    return imagesPerSecond == 0 ? 0 : (long) (steps * training.batchSize() / imagesPerSecond * 1e9);
  }
}
