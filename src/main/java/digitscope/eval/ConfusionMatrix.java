package digitscope.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each: rows are the actual class, columns the predicted one.
 * Immutable.
 */
public final class ConfusionMatrix {
  private final int[][] counts;

  /**
   * @param counts {@code counts[actual][predicted]}, square, none negative; copied
   */
  public ConfusionMatrix(int[][] counts) {
    this.counts = new int[counts.length][];
    for (int row = 0; row < counts.length; row++) {
      if (counts[row].length != counts.length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "A confusion matrix is square: row %d of %d has %d columns",
                row,
                counts.length,
                counts[row].length));
      }
      this.counts[row] = counts[row].clone();
      checkNotNegative(row);
    }
  }

  private void checkNotNegative(int row) {
    for (int column = 0; column < counts.length; column++) {
      if (counts[row][column] < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "A confusion matrix counts: row %d, column %d is %d",
                row,
                column,
                counts[row][column]));
      }
    }
  }

  public int classes() {
    return counts.length;
  }

  /** Images of class {@code actual} that were predicted as {@code predicted}. */
  public int count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** Images of class {@code actual}. */
  public int actual(int label) {
    return Arrays.stream(counts[label]).sum();
  }

  /** Whether another matrix has as many images of each class: it may be of the same images. */
  public boolean hasSameRows(ConfusionMatrix other) {
    return classes() == other.classes()
        && IntStream.range(0, classes()).allMatch(label -> actual(label) == other.actual(label));
  }

  /** Images that were predicted as class {@code predicted}. */
  public int predicted(int label) {
    int sum = 0;
    for (int[] row : counts) {
      sum += row[label];
    }
    return sum;
  }

  /** Images of a choice of cells. */
  public int count(CellChoice choice) {
    int sum = 0;
    for (int actual = 0; actual < counts.length; actual++) {
      for (int predicted = 0; predicted < counts.length; predicted++) {
        sum += choice.includes(actual, predicted) ? counts[actual][predicted] : 0;
      }
    }
    return sum;
  }

  public int total() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  public int correct() {
    int sum = 0;
    for (int label = 0; label < counts.length; label++) {
      sum += counts[label][label];
    }
    return sum;
  }

  /** Fraction of the images that were predicted correctly, in [0, 1]; NaN if there are none. */
  public double accuracy() {
    return (double) correct() / total();
  }

  /** Part of class {@code actual} that was predicted as {@code predicted}; NaN if it is empty. */
  public double rowShare(int actual, int predicted) {
    return (double) counts[actual][predicted] / actual(actual);
  }

  /** The measures of every class, in the order of the labels. */
  public List<ClassMeasures> measures() {
    List<ClassMeasures> measures = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      int truePositives = counts[label][label];
      measures.add(
          new ClassMeasures(
              label,
              truePositives,
              predicted(label) - truePositives,
              actual(label) - truePositives));
    }
    return List.copyOf(measures);
  }

  /** A copy of the counts, {@code [actual][predicted]}. */
  public int[][] toArray() {
    return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix matrix && Arrays.deepEquals(counts, matrix.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts);
  }
}
