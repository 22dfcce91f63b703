package digitscope.bench;

import java.util.List;

/**
 * How long answers took, in nanoseconds.
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

  public double slowestMillis() {
    return nanos.get(nanos.size() - 1) / 1e6;
  }
}
