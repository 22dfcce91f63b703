package digitscope.eval;

import digitscope.io.InvalidValueException;
import java.util.List;
import java.util.Locale;

/**
 * How the confusion matrices of two trainings differ, cell by cell.
 *
 * @param first of one training, [actual][predicted]
 * @param second of the other, on the same images
 */
public record MatrixDifference(ConfusionMatrix first, ConfusionMatrix second) {
  /**
   * The counts of two trainings, each of a standard deviation, differ by more than this many of
   * those in one of twenty cases, if they are distributed normally: 1.96 √2.
   */
  public static final double LIMIT = 1.96 * Math.sqrt(2);

  public MatrixDifference {
    if (!first.hasSameRows(second)) {
      throw new InvalidValueException(
          "The two matrices are of different images: evaluate both on the same data");
    }
  }

  /** Images of a cell in the second training, less those in the first. */
  public int difference(int actual, int predicted) {
    return second.count(actual, predicted) - first.count(actual, predicted);
  }

  /** All differences, [actual][predicted]. */
  public int[][] toArray() {
    int classes = first.classes();
    int[][] differences = new int[classes][classes];
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        differences[actual][predicted] = difference(actual, predicted);
      }
    }
    return differences;
  }

  /**
   * The cells that differ by more than other seeds would explain.
   *
   * @param deviations standard deviation of each cell's count over trainings that differ in their
   *     seed alone, [actual][predicted]
   * @return {@code [actual][predicted]}, true where the difference is more than {@value #LIMIT}
   *     standard deviations
   */
  public boolean[][] beyondSeeds(double[][] deviations) {
    int classes = first.classes();
    boolean[][] beyond = new boolean[classes][classes];
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        beyond[actual][predicted] =
            Math.abs(difference(actual, predicted)) > LIMIT * deviations[actual][predicted];
      }
    }
    return beyond;
  }

  /**
   * The standard deviation of each cell's count, as a sample has it (divided by one less than there
   * are).
   *
   * @param seeds matrices of trainings that differ in their seed alone, at least two
   * @return [actual][predicted]
   * @throws InvalidValueException if there are fewer, or they are of different images
   */
  public static double[][] deviations(List<ConfusionMatrix> seeds) {
    if (seeds.size() < 2) {
      throw new InvalidValueException(
          String.format(
              Locale.ROOT,
              "A spread needs at least 2 trainings, not %d: train with more seeds",
              seeds.size()));
    }
    int classes = seeds.get(0).classes();
    double[][] deviations = new double[classes][classes];
    for (ConfusionMatrix one : seeds) {
      if (!one.hasSameRows(seeds.get(0))) {
        throw new InvalidValueException(
            "The matrices are of different images: evaluate all on the same data");
      }
    }
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        deviations[actual][predicted] = deviation(seeds, actual, predicted);
      }
    }
    return deviations;
  }

  private static double deviation(List<ConfusionMatrix> seeds, int actual, int predicted) {
    double mean = seeds.stream().mapToInt(one -> one.count(actual, predicted)).average().orElse(0);
    double squares =
        seeds.stream().mapToDouble(one -> Math.pow(one.count(actual, predicted) - mean, 2)).sum();
    return Math.sqrt(squares / (seeds.size() - 1));
  }
}
