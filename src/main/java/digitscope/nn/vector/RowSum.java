package digitscope.nn.vector;

import static digitscope.nn.vector.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/** Sums over the rows of a matrix. */
public final class RowSum {
  private RowSum() {}

  /**
   * Adds the rows to {@code sum}.
   *
   * @param matrix [rows, columns]
   * @param columns a multiple of {@link VectorUnit#length}
   */
  public static void add(float[] matrix, int rows, int columns, float[] sum) {
    for (int c = 0; c < columns; c += FLOATS.length()) {
      FloatVector total = fromArray(FLOATS, sum, c);
      for (int row = 0; row < rows; row++) {
        total = total.add(fromArray(FLOATS, matrix, row * columns + c));
      }
      total.intoArray(sum, c);
    }
  }
}
