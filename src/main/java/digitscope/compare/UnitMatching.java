package digitscope.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How the units of a layer in one network correspond to those of the same layer in another. Units
 * are paired one to one so that the sum of the correlations of their activations is largest, as in
 * Li, Yosinski, Clune, Lipson and Hopcroft (2016), "Convergent learning: do different neural
 * networks learn the same representations?".
 *
 * @param units of the layer
 * @param images that were looked at
 * @param matches pairs, by rising number in the first network
 * @param constantInFirst units of the first network that give the same value everywhere (or no
 *     number), which correlate with nothing
 * @param constantInSecond the same of the second network
 * @param meanSimilarity mean correlation of the pairs; NaN if there are none
 * @param samePlaceSimilarity mean correlation of the units of the same number in both, of those
 *     that are constant in neither; NaN if there are none
 * @param baselineSimilarity mean correlation of the best pairs when the second network sees the
 *     images in another order: what chance gives; NaN if that can't be known
 */
public record UnitMatching(
    int units,
    int images,
    List<Match> matches,
    List<Integer> constantInFirst,
    List<Integer> constantInSecond,
    double meanSimilarity,
    double samePlaceSimilarity,
    double baselineSimilarity) {
  /** Units that correlate more than this are twins. */
  public static final double TWIN = 0.8;

  /**
   * Two units that correspond.
   *
   * @param first number in the first network, counted from 0
   * @param second number in the second network
   * @param similarity Pearson's correlation of their activations, -1 to 1
   */
  public record Match(int first, int second, double similarity) {
    /** Whether both have the same number. */
    public boolean isSamePlace() {
      return first == second;
    }

    /** Whether they answer alike. */
    public boolean isTwin() {
      return similarity > TWIN;
    }
  }

  public UnitMatching {
    matches = List.copyOf(matches);
    constantInFirst = List.copyOf(constantInFirst);
    constantInSecond = List.copyOf(constantInSecond);
  }

  static UnitMatching of(PairedSums sums, int images) {
    boolean[] varies = sums.variesInFirst();
    boolean[] variesInSecond = sums.variesInSecond();
    int[] first = where(varies, true);
    int[] second = where(variesInSecond, true);
    double[][] all = sums.correlations();
    List<Match> matches = new ArrayList<>();
    int[] partners = OptimalAssignment.best(chosen(all, first, second));
    for (int i = 0; i < first.length; i++) {
      if (partners[i] >= 0) {
        int partner = second[partners[i]];
        matches.add(new Match(first[i], partner, all[first[i]][partner]));
      }
    }
    return new UnitMatching(
        varies.length,
        images,
        matches,
        IntStream.of(where(varies, false)).boxed().toList(),
        IntStream.of(where(variesInSecond, false)).boxed().toList(),
        matches.stream().mapToDouble(Match::similarity).average().orElse(Double.NaN),
        IntStream.of(first)
            .filter(unit -> variesInSecond[unit])
            .mapToDouble(unit -> all[unit][unit])
            .average()
            .orElse(Double.NaN),
        images < 2 ? Double.NaN : best(chosen(sums.chanceCorrelations(), first, second)));
  }

  private static int[] where(boolean[] flags, boolean wanted) {
    return IntStream.range(0, flags.length).filter(i -> flags[i] == wanted).toArray();
  }

  private static double[][] chosen(double[][] all, int[] rows, int[] columns) {
    double[][] chosen = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        chosen[i][j] = all[rows[i]][columns[j]];
      }
    }
    return chosen;
  }

  private static double best(double[][] similarity) {
    int[] partners = OptimalAssignment.best(similarity);
    return IntStream.range(0, partners.length)
        .filter(i -> partners[i] >= 0)
        .mapToDouble(i -> similarity[i][partners[i]])
        .average()
        .orElse(Double.NaN);
  }

  /** Pairs that answer alike. */
  public int twins() {
    return (int) matches.stream().filter(Match::isTwin).count();
  }

  /** Pairs that answer alike and have the same number in both networks. */
  public int twinsInSamePlace() {
    return (int) matches.stream().filter(match -> match.isTwin() && match.isSamePlace()).count();
  }

  /** Units that are left out because they are constant in both networks. */
  public int constantInBoth() {
    return Math.min(constantInFirst.size(), constantInSecond.size());
  }

  /** Units that have no partner because more are constant in the other network. */
  public int withoutPartner() {
    return Math.abs(constantInFirst.size() - constantInSecond.size());
  }

  /**
   * All of it in a sentence or two.
   *
   * @param unitWord what units of the layer are called, such as {@code "filter"}
   */
  public String sentence(String unitWord) {
    int compared = units - constantInBoth();
    if (compared == 0) {
      return "All %ss are constant in both networks, so none can be matched.".formatted(unitWord);
    }
    String summary =
        String.format(
            Locale.ROOT,
            "%d of %s %s a twin (r > %.1f); in the same place: %d.",
            twins(),
            counted(compared, unitWord),
            twins() == 1 ? "has" : "have",
            TWIN,
            twinsInSamePlace());
    if (constantInBoth() > 0) {
      summary +=
          " %s constant in both networks and left out."
              .formatted(countedVerb(constantInBoth(), "more " + unitWord));
    }
    if (withoutPartner() > 0) {
      summary +=
          " %s no partner: in the %s network more are constant."
              .formatted(
                  counted(withoutPartner(), unitWord) + (withoutPartner() == 1 ? " has" : " have"),
                  constantInFirst.size() > constantInSecond.size() ? "first" : "second");
    }
    return summary;
  }

  private static String counted(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  private static String countedVerb(int count, String word) {
    return counted(count, word) + (count == 1 ? " is" : " are");
  }
}
