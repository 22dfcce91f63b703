package digitscope.bench;

import java.util.List;

/**
 * One round: a training without a window, the same with a window in which one page after another is
 * visited, and once more without.
 *
 * @param visits of each page, at least one
 * @param before the training without a window, before the visits
 * @param after the training without a window, after the visits
 */
public record WindowRound(List<PageVisit> visits, Measurement before, Measurement after) {
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

  /** Images a second over all visits. */
  public double windowRate() {
    long images = visits.stream().mapToLong(visit -> visit.trained().images()).sum();
    long nanos = visits.stream().mapToLong(visit -> visit.trained().elapsedNanos()).sum();
    return new Measurement(images, nanos).imagesPerSecond();
  }

  /** Part of the speed without a window that is lost with one. */
  public double slowdown() {
    return 1 - windowRate() / aloneRate();
  }

  /** The same while one page is shown. */
  double slowdown(PageVisit visit) {
    return 1 - visit.trained().imagesPerSecond() / aloneRate();
  }
}
