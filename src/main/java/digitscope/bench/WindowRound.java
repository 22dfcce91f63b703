package digitscope.bench;

import java.util.List;
import java.util.function.Function;

/**
 * One round: a training without a window, the same with a window in which one page after another is
 * visited, and once more without.
 *
 * @param visits of each page, at least one
 * @param moves after them, from one stored step to another
 * @param scrolling after that, with the training paused
 * @param before the training without a window, before the visits
 * @param after the training without a window, after the visits
 */
public record WindowRound(
    List<PageVisit> visits,
    WindowRecording moves,
    Scrolling scrolling,
    Measurement before,
    Measurement after) {
  public WindowRound {
    if (visits.isEmpty()) {
      throw new IllegalArgumentException("At least one page must be visited");
    }
    visits = List.copyOf(visits);
  }

  /** Images a second without a window. */
  public double aloneRate() {
    return (before.imagesPerSecond() + after.imagesPerSecond()) / 2;
  }

  /** Images a second while each page was looked at. */
  public double windowRate() {
    return rate(PageVisit::watched);
  }

  /** Part of the speed without a window that is lost while one looks at it. */
  public double slowdown() {
    return slowdown(windowRate());
  }

  /** The same while something is done in the window without a break. */
  public double busySlowdown() {
    return slowdown(rate(PageVisit::busy));
  }

  /** The same while one page is looked at. */
  double slowdown(PageVisit visit) {
    return slowdown(visit.watched().imagesPerSecond());
  }

  private double slowdown(double rate) {
    return 1 - rate / aloneRate();
  }

  private double rate(Function<PageVisit, Measurement> part) {
    List<Measurement> parts = visits.stream().map(part).toList();
    return new Measurement(
            parts.stream().mapToLong(Measurement::images).sum(),
            parts.stream().mapToLong(Measurement::elapsedNanos).sum())
        .imagesPerSecond();
  }
}
