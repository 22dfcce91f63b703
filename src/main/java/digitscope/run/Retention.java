package digitscope.run;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which moments of a run stay on disk, within a budget: the newest, the first, the best and the
 * ends of epochs before all others. Of several that count the same those go whose neighbors are
 * nearest, so that what stays is spaced by about the same factor from step to step, close to each
 * other where a run begins.
 *
 * @param budgetBytes what all moments may take together; 0 keeps none
 */
public record Retention(long budgetBytes) {
  private static final long MEGABYTE = 1 << 20;
  private static final int MOST_MEGABYTES = 1_000_000;

  /** What a run keeps unless its user says otherwise. */
  public static final Retention USUAL = ofMegabytes(64);

  /**
   * A budget in megabytes.
   *
   * @throws IllegalArgumentException if it is negative, or more than any disk has
   */
  public static Retention ofMegabytes(int megabytes) {
    if (megabytes < 0 || megabytes > MOST_MEGABYTES) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "stored steps can use 0 to %,d MB of disk space, not %,d",
              MOST_MEGABYTES,
              megabytes));
    }
    return new Retention(megabytes * MEGABYTE);
  }

  /** This, or one that keeps all that there is already. */
  Retention atLeast(long bytes) {
    return new Retention(Math.max(budgetBytes, bytes));
  }

  /** The same for what is kept in memory, of which there is less than of disk. */
  Retention inMemory() {
    return new Retention(Math.min(budgetBytes, USUAL.budgetBytes));
  }

  /**
   * A moment that may stay or go.
   *
   * @param step steps taken
   * @param bytes that it takes on disk
   * @param isEpochEnd whether an epoch ends there
   * @param isBest whether it is the best so far
   */
  record Stored(long step, long bytes, boolean isEpochEnd, boolean isBest) {
    private int rank(long newest) {
      if (step == newest) {
        return 4;
      } else if (step == 0) {
        return 3;
      } else if (isBest) {
        return 2;
      }
      return isEpochEnd ? 1 : 0;
    }
  }

  /** A moment with what it counts and how much its going would leave open. */
  private record Candidate(int place, int rank, double gap) {}

  /**
   * Steps of the moments that stay. More budget keeps the same and others.
   *
   * @param stored by rising step
   */
  Set<Long> kept(List<Stored> stored) {
    List<Stored> kept = new ArrayList<>(stored);
    long bytes = stored.stream().mapToLong(Stored::bytes).sum();
    while (bytes > budgetBytes) {
      bytes -= kept.remove(leastNeeded(kept)).bytes();
    }
    Set<Long> steps = new TreeSet<>();
    kept.forEach(one -> steps.add(one.step()));
    return steps;
  }

  private static int leastNeeded(List<Stored> kept) {
    int last = kept.size() - 1;
    long newest = kept.get(last).step();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      double before = i == 0 ? 0 : kept.get(i - 1).step() + 1.0;
      double after = i == last ? Double.POSITIVE_INFINITY : kept.get(i + 1).step() + 1.0;
      candidates.add(new Candidate(i, kept.get(i).rank(newest), after / before));
    }
    return candidates.stream()
        .min(Comparator.comparingInt(Candidate::rank).thenComparingDouble(Candidate::gap))
        .orElseThrow()
        .place();
  }
}
