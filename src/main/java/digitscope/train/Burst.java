package digitscope.train;

import digitscope.nn.Regularisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Steps that the workers take one after the other, without the owner. Portions of a mini-batch go
 * to whichever worker is free, so that one whose processor is taken away does not hold up the rest;
 * their gradients are added in a fixed order.
 */
final class Burst {
  /**
   * What takes the steps.
   *
   * @param descents one part of the network's vector for each worker
   * @param portions as many as any of the mini-batches has
   * @param clipping largest norm of the gradient, or 0
   */
  record Team(
      List<Worker> workers,
      List<Descent> descents,
      List<Portion> portions,
      Slicing slicing,
      double clipping,
      long seed) {}

  private final Team team;
  private final ImageFeed feed;
  private final List<Engine.Step> steps;
  private final Rendezvous rendezvous;
  private final AtomicInteger next = new AtomicInteger();
  private final double[] squares;
  private final List<StepResult> results = new ArrayList<>();
  private volatile boolean isStepWanted;

  Burst(Team team, ImageFeed feed, List<Engine.Step> steps) {
    this.team = team;
    this.feed = feed;
    this.steps = steps;
    this.rendezvous = new Rendezvous(team.workers().size());
    this.squares = new double[team.workers().size()];
  }

  /** Takes part in the steps, on the thread of the worker with this number. */
  void takePart(Round round, int index) {
    Descent descent = team.descents().get(index);
    boolean isClipping = team.clipping() > 0;
    for (Engine.Step step : steps) {
      Slicing.Division division = team.slicing().divide(step.images().length);
      List<Portion> portions = team.portions().subList(0, division.portions());
      learn(team.workers().get(index), step, division, round);
      if (!rendezvous.meet(() -> judge(step, portions, round), round::isCancelled)
          || !isStepWanted) {
        return;
      }
      // A step that has begun to change the parameters is ended, even if it is cancelled now.
      squares[index] = descent.gather(portions, isClipping);
      if (isClipping && !rendezvous.meet(() -> {}, round::isFailed)) {
        return;
      }
      double scale = Regularisation.clipping(Arrays.stream(squares).sum(), team.clipping());
      descent.step(step.learningRate(), scale);
      if (!rendezvous.meet(() -> {}, round::isFailed)) {
        return;
      }
    }
  }

  /** Does portions of a mini-batch until none is left. */
  private void learn(Worker worker, Engine.Step step, Slicing.Division division, Round round) {
    worker.prepare(division);
    int portion = next.getAndIncrement();
    while (portion < division.portions()) {
      Portion sums = team.portions().get(portion);
      sums.clear();
      int first = division.firstSlice(portion);
      for (int i = first; i < division.firstSlice(portion + 1); i++) {
        if (round.isCancelled()) {
          return;
        }
        int from = division.firstImage(i);
        worker.learn(feed, step, from, division.firstImage(i + 1), team.seed(), sums, i == first);
      }
      portion = next.getAndIncrement();
    }
  }

  /**
   * Notes what a mini-batch gave; by the last worker, while the others wait. After a loss that is
   * not finite the parameters stay as they are, and no further step is taken.
   */
  private void judge(Engine.Step step, List<Portion> portions, Round round) {
    next.set(0);
    isStepWanted = !round.isCancelled(); // otherwise a portion may be missing
    if (isStepWanted) {
      double lossSum = portions.stream().mapToDouble(Portion::lossSum).sum();
      int correct = portions.stream().mapToInt(Portion::correct).sum();
      int images = step.images().length;
      double mean = lossSum / images;
      isStepWanted = Double.isFinite(mean);
      results.add(new StepResult(isStepWanted ? mean : Double.NaN, correct, images));
    }
    if (isStepWanted) {
      team.descents().get(0).begin();
    }
  }

  /** What came of the steps, in their order; after all workers have taken part. */
  List<StepResult> results() {
    return List.copyOf(results);
  }
}
