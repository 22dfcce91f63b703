package digitscope.eval;

import digitscope.io.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which images of a set two networks predict correctly. Images are numbers in the set, rising.
 *
 * @param bothCorrect images that both predict correctly
 * @param onlyFirst images that only the first does
 * @param onlySecond images that only the second does
 * @param bothWrong images that neither does
 */
public record PairedOutcomes(
    List<Integer> bothCorrect,
    List<Integer> onlyFirst,
    List<Integer> onlySecond,
    List<Integer> bothWrong) {
  /** Rarer results than this are not put down to chance. */
  private static final double SIGNIFICANT = 0.05;

  public PairedOutcomes {
    bothCorrect = List.copyOf(bothCorrect);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
    bothWrong = List.copyOf(bothWrong);
  }

  /**
   * Compares two evaluations image by image.
   *
   * @throws InvalidValueException if they are of different images
   */
  public static PairedOutcomes of(Evaluation first, Evaluation second) {
    if (!first.isOfSameImages(second)) {
      throw new InvalidValueException(
          "The two evaluations are of different images: evaluate both on the same data");
    }
    List<Integer> bothCorrect = new ArrayList<>();
    List<Integer> onlyFirst = new ArrayList<>();
    List<Integer> onlySecond = new ArrayList<>();
    List<Integer> bothWrong = new ArrayList<>();
    for (int image = 0; image < first.size(); image++) {
      boolean isRight = second.isRight(image);
      if (first.isRight(image)) {
        (isRight ? bothCorrect : onlyFirst).add(image);
      } else {
        (isRight ? onlySecond : bothWrong).add(image);
      }
    }
    return new PairedOutcomes(bothCorrect, onlyFirst, onlySecond, bothWrong);
  }

  /**
   * How often networks that are equally good would differ at least as much by chance: McNemar's
   * test, two-sided, by the binomial distribution and so exact for any number of images. Source:
   * McNemar (1947), "Note on the sampling error of the difference between correlated proportions or
   * percentages".
   *
   * @return p, above 0 (unless it is below all numbers) and at most 1
   */
  public double mcNemar() {
    int n = onlyFirst.size() + onlySecond.size();
    int smaller = Math.min(onlyFirst.size(), onlySecond.size());
    // The likeliest term by logarithms, as 2⁻ⁿ can be below all numbers; the others from it.
    double log = -n * Math.log(2);
    for (int i = 1; i <= smaller; i++) {
      log += Math.log(n - smaller + i) - Math.log(i);
    }
    double sum = 0;
    double part = 1;
    for (int k = smaller; k >= 0 && part > 0; k--) {
      sum += part;
      part *= (double) k / (n - k + 1);
    }
    return Math.min(1, 2 * Math.exp(log) * sum);
  }

  /**
   * What the test says, in words.
   *
   * @param first what the first network is called, at the beginning of a sentence
   * @param second what the second is called
   */
  public String sentence(String first, String second) {
    int n = onlyFirst.size() + onlySecond.size();
    if (n == 0) {
      return "%s and %s are correct on the same images.".formatted(first, second);
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%,d %s only %s is correct on, %,d only %s: ",
            onlyFirst.size(),
            onlyFirst.size() == 1 ? "image" : "images",
            first,
            onlySecond.size(),
            second);
    double p = mcNemar();
    String chance = p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    return p < SIGNIFICANT
        ? counts
            + "more than chance makes likely (McNemar's test, %s), so %s is better on such images."
                .formatted(chance, onlyFirst.size() > onlySecond.size() ? first : second)
        : counts
            + "within chance (McNemar's test, %s), so neither is shown to be better."
                .formatted(chance);
  }
}
