package digitscope.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Whether A is better than B, by the seeds that both were trained with: the mean of the paired
 * differences A − B with its 95 % interval, mean ± t(0.975; n − 1) · s / √n (Student 1908).
 *
 * @param seeds that both have, rising
 * @param a accuracy of A with each of these seeds, in [0, 1]
 * @param b accuracy of B with each of these seeds, in [0, 1]
 * @param mean of the differences; NaN if there are none
 * @param low end of the interval; NaN for fewer than two seeds
 * @param high end of the interval; NaN for fewer than two seeds
 */
public record PairedDifference(
    List<Long> seeds, List<Double> a, List<Double> b, double mean, double low, double high) {
  /** Below this, one lucky seed decides. */
  public static final int ENOUGH_SEEDS = 5;

  private static final double CONFIDENCE = 0.95;

  /** What the seeds say. */
  public enum Verdict {
    /** No seed is in both. */
    NOTHING_IN_COMMON,
    /** Fewer than {@value #ENOUGH_SEEDS} seeds are in both. */
    TOO_FEW_SEEDS,
    A_IS_BETTER,
    B_IS_BETTER,
    /** Every seed gives the same accuracy in both. */
    NO_DIFFERENCE,
    /** The interval holds 0. */
    UNDECIDED
  }

  public PairedDifference {
    seeds = List.copyOf(seeds);
    a = List.copyOf(a);
    b = List.copyOf(b);
  }

  /**
   * Compares accuracies by seed.
   *
   * @param a accuracy of A for each of its seeds
   * @param b accuracy of B for each of its seeds
   */
  public static PairedDifference of(Map<Long, Double> a, Map<Long, Double> b) {
    TreeMap<Long, Double> both = new TreeMap<>(a);
    both.keySet().retainAll(b.keySet());
    List<Double> ofA = new ArrayList<>(both.values());
    List<Double> ofB = new ArrayList<>();
    both.keySet().forEach(seed -> ofB.add(b.getOrDefault(seed, Double.NaN)));
    double[] differences = new double[both.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ofA.get(i) - ofB.get(i);
    }
    SampleSpread spread = SampleSpread.of(differences);
    double half =
        spread.count() < 2
            ? Double.NaN
            : new TDistribution(spread.count() - 1)
                    .inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * spread.std()
                / Math.sqrt(spread.count());
    return new PairedDifference(
        List.copyOf(both.keySet()),
        ofA,
        ofB,
        spread.mean(),
        spread.mean() - half,
        spread.mean() + half);
  }

  /** What the seeds say. */
  public Verdict verdict() {
    if (seeds.isEmpty()) {
      return Verdict.NOTHING_IN_COMMON;
    } else if (seeds.size() < ENOUGH_SEEDS) {
      return Verdict.TOO_FEW_SEEDS;
    } else if (a.equals(b)) {
      return Verdict.NO_DIFFERENCE;
    } else if (low > 0) {
      return Verdict.A_IS_BETTER;
    }
    return high < 0 ? Verdict.B_IS_BETTER : Verdict.UNDECIDED;
  }
}
