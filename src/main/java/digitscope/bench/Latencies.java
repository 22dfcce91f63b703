package digitscope.bench;

import java.util.List;

/**
 * Response times in nanoseconds, and their percentiles.
 *
 * @param nanos one an answer, at least one
 */
public record Latencies(List<Long> nanos) {
  public Latencies {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one answer");
    }
    nanos = nanos.stream().sorted().toList();
  }

  public double medianMillis() {
    return nanos.get(nanos.size() / 2) / 1e6;
  }

  /**
   * The shortest time within which this many of a hundred answers came: nearest rank, so it is one
   * that was measured.
   *
   * @param percent above 0, at most 100
   */
  public double percentileMillis(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("No percentile has the number " + percent);
    }
    int rank = (int) (((long) percent * nanos.size() + 99) / 100);
    return nanos.get(rank - 1) / 1e6;
  }

  public double slowestMillis() {
    return nanos.get(nanos.size() - 1) / 1e6;
  }
}
