package digitscope.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimalAssignmentTest {
  /** The largest sum of all assignments, tried one after the other. */
  private static double largest(double[][] similarity, int row, boolean[] taken, int left) {
    if (row == similarity.length || left == 0) {
      return 0;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        double rest = largest(similarity, row + 1, taken, left - 1);
        largest = Math.max(largest, similarity[row][column] + rest);
        taken[column] = false;
      }
    }
    // A row may go without a column only if there are fewer columns.
    return similarity.length - row > left
        ? Math.max(largest, largest(similarity, row + 1, taken, left))
        : largest;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,4", "4,1", "2,2", "5,5", "6,4", "3,6", "7,7"})
  void findsTheLargestSum(int rows, int columns) {
    Random random = new Random(31 * rows + columns);
    for (int trial = 0; trial < 20; trial++) {
      double[][] similarity = new double[rows][columns];
      for (double[] row : similarity) {
        Arrays.setAll(row, i -> random.nextInt(9) / 4.0 - 1);
      }
      int[] chosen = OptimalAssignment.best(similarity);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += chosen[row] < 0 ? 0 : similarity[row][chosen[row]];
      }
      int[] used = Arrays.stream(chosen).filter(column -> column >= 0).toArray();
      assertThat(used).doesNotHaveDuplicates().hasSize(Math.min(rows, columns));
      assertThat(sum)
          .isCloseTo(
              largest(similarity, 0, new boolean[columns], Math.min(rows, columns)), within(1e-12));
    }
  }

  @Test
  void pairsNothingWithNothing() {
    assertThat(OptimalAssignment.best(new double[0][0])).isEmpty();
    assertThat(OptimalAssignment.best(new double[2][0])).containsExactly(-1, -1);
  }
}
