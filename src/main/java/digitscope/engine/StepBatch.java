package digitscope.engine;

import digitscope.nn.Execution;
import digitscope.nn.Regularization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Steps that the workers take one after the other, without the owner. Portions of a mini-batch go
 * to whichever worker is free, so that one whose processor is taken away does not hold up the rest;
 * their gradients are added in a fixed order.
 */
final class StepBatch {
  /**
   * What takes the steps.
   *
   * @param shards one part of the network's vector for each worker
   * @param portions as many as any of the mini-batches has
   * @param jointSlices prepared for all of the mini-batches
   * @param clipping largest norm of the gradient, or 0
   * @param classes number of outputs
   */
  record Team(
      List<Worker> workers,
      List<OptimizerShard> shards,
      List<Portion> portions,
      JointSlices jointSlices,
      Slicing slicing,
      double clipping,
      long seed,
      int classes) {}

  private final Team team;
  private final ImageFeed feed;
  private final List<Engine.Step> steps;
  private final Barrier barrier;
  private final AtomicInteger next = new AtomicInteger();
  private final double[] squares;
  private final double[] penalties;
  private final double[] clippings;
  private final List<StepResult> results = new ArrayList<>();
  private volatile boolean isStepWanted;

  StepBatch(Team team, ImageFeed feed, List<Engine.Step> steps) {
    this.team = team;
    this.feed = feed;
    this.steps = steps;
    this.barrier = new Barrier(team.workers().size());
    this.squares = new double[team.workers().size()];
    this.penalties = new double[team.workers().size()];
    this.clippings = new double[team.workers().size()];
  }

  /** Takes part in the steps, on the thread of the worker with this number. */
  void takePart(Round round, int index) {
    OptimizerShard shard = team.shards().get(index);
    boolean isClipping = team.clipping() > 0;
    for (Engine.Step step : steps) {
      Slicing.Division division = team.slicing().divide(step.images().length);
      List<Portion> portions = team.portions().subList(0, division.portions());
      boolean isDone = learn(team.workers().get(index), step, division, round);
      penalties[index] = shard.penalty();
      if (!isDone
          || !barrier.meet(() -> judge(step, portions, round), round::isCancelled)
          || !isStepWanted) {
        return;
      }
      // A step that has begun to change the parameters is ended, even if it is cancelled now.
      squares[index] = shard.gather(portions, isClipping);
      if (isClipping && !barrier.meet(() -> {}, round::isFailed)) {
        return;
      }
      double scale = Regularization.clipping(Arrays.stream(squares).sum(), team.clipping());
      clippings[index] = scale;
      shard.step(step.learningRate(), scale);
      if (!barrier.meet(() -> {}, round::isFailed)) {
        return;
      }
    }
  }

  /**
   * Takes part in a mini-batch, stage by stage where its slices wait for each other.
   *
   * @return false if it was cancelled
   */
  private boolean learn(Worker worker, Engine.Step step, Slicing.Division division, Round round) {
    if (!team.jointSlices().isNeeded()) {
      worker.prepare(division);
      return learn(
          worker, step, division, round, 0, slice -> worker.execution(division.size(slice)));
    }
    List<Execution> slices = team.jointSlices().of(division);
    int stages = slices.get(0).forwardStages() + slices.get(0).backwardStages() - 1;
    for (int stage = 0; stage < stages; stage++) {
      if (stage > 0 && !barrier.meet(() -> next.set(0), round::isCancelled)) {
        return false;
      }
      if (!learn(worker, step, division, round, stage, slices::get)) {
        return false;
      }
    }
    return true;
  }

  /** Does one stage of portions of a mini-batch until none is left. */
  private boolean learn(
      Worker worker,
      Engine.Step step,
      Slicing.Division division,
      Round round,
      int stage,
      IntFunction<Execution> executions) {
    int portion = next.getAndIncrement();
    while (portion < division.portions()) {
      Portion sums = team.portions().get(portion);
      if (stage == 0) {
        sums.clear();
      }
      int first = division.firstSlice(portion);
      for (int i = first; i < division.firstSlice(portion + 1); i++) {
        if (round.isCancelled()) {
          return false;
        }
        int from = division.firstImage(i);
        worker.learn(executions.apply(i), stage, feed, step, from, team.seed(), sums, i == first);
      }
      portion = next.getAndIncrement();
    }
    return true;
  }

  /**
   * Notes what a mini-batch gave; by the last worker, while the others wait. After a loss that has
   * left all bounds the parameters stay as they are, and no further step is taken.
   */
  private void judge(Engine.Step step, List<Portion> portions, Round round) {
    next.set(0);
    isStepWanted = !round.isCancelled(); // otherwise a portion may be missing
    if (isStepWanted) {
      double lossSum = portions.stream().mapToDouble(Portion::lossSum).sum();
      int correct = portions.stream().mapToInt(Portion::correct).sum();
      int images = step.images().length;
      double mean = lossSum / images;
      isStepWanted = !Divergence.isSeenIn(mean);
      double errorSum = portions.stream().mapToDouble(Portion::absoluteErrorSum).sum();
      results.add(
          new StepResult(
              mean,
              Arrays.stream(penalties).sum(),
              errorSum / ((double) images * team.classes()),
              correct,
              images));
    }
    if (isStepWanted) {
      team.shards().get(0).begin();
    }
  }

  /** What the gradient of the last step was multiplied with; after all workers have taken part. */
  double clipping() {
    return clippings[0];
  }

  /** What came of the steps, in their order; after all workers have taken part. */
  List<StepResult> results() {
    return List.copyOf(results);
  }
}
