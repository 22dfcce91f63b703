package digitscope.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * How much a setting matters: the runs are grouped by its value, and the ranks of their losses
 * compared between the groups, by the test of Kruskal and Wallis (1952). Ranks, because one run
 * that diverged would decide everything otherwise.
 *
 * @param setting its path
 * @param runs that could be grouped
 * @param groups of at least {@value #LEAST_RUNS} runs each: of one value, or of neighboring numbers
 *     where most numbers are different
 * @param share part of the variance of the ranks that the groups explain, in [0, 1]: η² = (H − k +
 *     1) / (n − k), at least 0 (Tomczak and Tomczak 2014)
 * @param p how often chance alone makes such a difference, in [0, 1]
 */
public record Importance(String setting, int runs, int groups, double share, double p) {
  /** With fewer runs of a value, nothing can be said of it. */
  public static final int LEAST_RUNS = 3;

  private static final int MOST_GROUPS = 4;

  /** Below this, the difference is taken for more than chance. */
  public static final double SIGNIFICANT = 0.05;

  /**
   * The importance of a setting.
   *
   * @param setting its path
   * @param values of it, run by run: numbers, text, truth values, or objects
   * @param losses on held-out images, run by run, finite
   * @return empty if the runs do not suffice to say it
   */
  public static Optional<Importance> of(String setting, List<Object> values, double[] losses) {
    List<List<Integer>> groups = groups(values);
    groups.removeIf(group -> group.size() < LEAST_RUNS);
    if (groups.size() < 2) {
      return Optional.empty();
    }
    double[] chosen =
        groups.stream().flatMap(List::stream).mapToDouble(run -> losses[run]).toArray();
    double[] ranks = ranks(chosen);
    int n = chosen.length;
    int k = groups.size();
    double sum = 0;
    int from = 0;
    for (List<Integer> group : groups) {
      double rank = Arrays.stream(ranks, from, from + group.size()).sum();
      sum += rank * rank / group.size();
      from += group.size();
    }
    double correction = tieCorrection(chosen);
    if (correction == 0) {
      return Optional.of(new Importance(setting, n, k, 0, 1));
    }
    double h = (12.0 / (n * (n + 1.0)) * sum - 3 * (n + 1)) / correction;
    double share = n == k ? 0 : Math.min(1, Math.max(0, (h - k + 1) / (n - k)));
    double p = 1 - new ChiSquaredDistribution(k - 1).cumulativeProbability(h);
    return Optional.of(new Importance(setting, n, k, share, p));
  }

  /** Whether the difference is more than chance. */
  public boolean isSignificant() {
    return p < SIGNIFICANT;
  }

  /** Indices of the runs of each value, or of neighboring numbers if most are different. */
  private static List<List<Integer>> groups(List<Object> values) {
    Map<Object, List<Integer>> byValue = new LinkedHashMap<>();
    for (int run = 0; run < values.size(); run++) {
      byValue.computeIfAbsent(values.get(run), value -> new ArrayList<>()).add(run);
    }
    boolean hasEnoughOfEach =
        byValue.values().stream().filter(group -> group.size() >= LEAST_RUNS).count() >= 2;
    if (hasEnoughOfEach || !values.stream().allMatch(Number.class::isInstance)) {
      return new ArrayList<>(byValue.values());
    }
    return neighboring(values);
  }

  private static List<List<Integer>> neighboring(List<Object> values) {
    List<Integer> sorted =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparingDouble(run -> ((Number) values.get(run)).doubleValue()))
            .toList();
    int size = Math.max(LEAST_RUNS, (sorted.size() + MOST_GROUPS - 1) / MOST_GROUPS);
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      boolean isNewValue =
          i > 0 && !values.get(sorted.get(i)).equals(values.get(sorted.get(i - 1)));
      if (group.size() >= size && isNewValue) {
        groups.add(group);
        group = new ArrayList<>();
      }
      group.add(sorted.get(i));
    }
    groups.add(group);
    return groups;
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int less = 0;
      int equal = 0;
      for (double other : values) {
        less += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = less + (equal + 1) / 2.0;
    }
    return ranks;
  }

  /** 1 − Σ(t³ − t) / (n³ − n), over the numbers t of equal values. */
  private static double tieCorrection(double[] values) {
    double n = values.length;
    Map<Double, Integer> counts = new LinkedHashMap<>();
    for (double value : values) {
      // A map tells -0.0 from 0.0.
      counts.merge(value + 0.0, 1, Integer::sum);
    }
    double ties = counts.values().stream().mapToDouble(t -> (double) t * t * t - t).sum();
    return 1 - ties / (n * n * n - n);
  }
}
