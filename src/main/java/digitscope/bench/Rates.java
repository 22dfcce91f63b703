package digitscope.bench;

import java.util.List;

/**
 * Images per second of the rounds of one contestant.
 *
 * @param perRound one a round, in the order of the rounds; at least one
 */
public record Rates(List<Double> perRound) {
  public Rates {
    if (perRound.isEmpty()) {
      throw new IllegalArgumentException("A rate needs at least one round");
    }
    perRound = List.copyOf(perRound);
  }

  /** The middle one; the mean of the two in the middle if their number is even. */
  public double median() {
    List<Double> sorted = perRound.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  public double slowest() {
    return perRound.stream().mapToDouble(rate -> rate).min().orElseThrow();
  }

  public double fastest() {
    return perRound.stream().mapToDouble(rate -> rate).max().orElseThrow();
  }
}
