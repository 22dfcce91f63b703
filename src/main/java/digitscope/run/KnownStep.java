package digitscope.run;

import digitscope.eval.Evaluation;
import digitscope.run.Timeline.Kind;
import digitscope.run.Timeline.Mark;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A known step, and what is stored of it.
 *
 * @param step steps taken
 * @param hasNetwork whether its parameters are known
 * @param testLoss mean loss of the test images; NaN if unknown
 * @param heldOutLoss mean loss of the held-out images; NaN if unknown
 */
record KnownStep(long step, boolean hasNetwork, double testLoss, double heldOutLoss) {
  static KnownStep of(Moment moment) {
    return new KnownStep(
        moment.step(),
        moment.parameters().isPresent(),
        moment.test().map(Evaluation::loss).orElse(Double.NaN),
        moment.heldOut().map(Evaluation::loss).orElse(Double.NaN));
  }

  /** The same step after its parameters were deleted. */
  KnownStep withoutNetwork() {
    return new KnownStep(step, false, testLoss, heldOutLoss);
  }

  /**
   * Marks for steps.
   *
   * @param steps by rising step
   * @param stepsPerEpoch steps of one pass over the training set
   */
  static List<Mark> marks(List<KnownStep> steps, int stepsPerEpoch) {
    if (steps.isEmpty()) {
      return List.of();
    }
    long newest = steps.get(steps.size() - 1).step();
    OptionalLong best = best(steps);
    return steps.stream()
        .map(
            known ->
                new Mark(
                    known.step(), known.kinds(newest, best, stepsPerEpoch), known.hasNetwork()))
        .toList();
  }

  /**
   * What {@link Retention} decides by.
   *
   * @param all by rising step
   * @param bytes that one of them takes
   * @param stepsPerEpoch steps of one pass over the training set
   */
  static <T> List<Retention.Stored> stored(
      Collection<T> all, Function<T, KnownStep> known, ToLongFunction<T> bytes, int stepsPerEpoch) {
    OptionalLong best = best(all.stream().map(known).toList());
    return all.stream()
        .map(
            one -> {
              long step = known.apply(one).step();
              boolean isBest = best.isPresent() && best.getAsLong() == step;
              return new Retention.Stored(
                  step, bytes.applyAsLong(one), step % stepsPerEpoch == 0, isBest);
            })
        .toList();
  }

  private Set<Kind> kinds(long newest, OptionalLong best, int stepsPerEpoch) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    add(Kind.FIRST, step == 0, kinds);
    add(Kind.EPOCH_END, step > 0 && step % stepsPerEpoch == 0, kinds);
    add(Kind.BEST, best.isPresent() && best.getAsLong() == step, kinds);
    add(Kind.NEWEST, step == newest, kinds);
    return kinds;
  }

  private static void add(Kind kind, boolean isSo, Set<Kind> kinds) {
    if (isSo) {
      kinds.add(kind);
    }
  }

  /** The step of the lowest loss on held-out images, or on the test images if none are held out. */
  static OptionalLong best(List<KnownStep> steps) {
    boolean holdsOut = steps.stream().anyMatch(known -> !Double.isNaN(known.heldOutLoss()));
    ToDoubleFunction<KnownStep> loss = holdsOut ? KnownStep::heldOutLoss : KnownStep::testLoss;
    Predicate<KnownStep> isKnown = known -> !Double.isNaN(loss.applyAsDouble(known));
    return steps.stream().filter(isKnown).min(Comparator.comparingDouble(loss)).stream()
        .mapToLong(KnownStep::step)
        .findFirst();
  }
}
