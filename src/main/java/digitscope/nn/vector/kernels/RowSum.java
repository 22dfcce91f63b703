package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums over the rows of a matrix, and what is added to all of them. */
public final class RowSum {
  private RowSum() {}

  /**
   * Adds the rows to {@code sum}.
   *
   * @param matrix [rows, columns], from {@code at} on
   * @param columns a multiple of {@link VectorUnit#length}
   */
  public static void add(float[] matrix, int at, int rows, int columns, float[] sum) {
    for (int c = 0; c < columns; c += FLOATS.length()) {
      FloatVector total = fromArray(FLOATS, sum, c);
      for (int row = 0; row < rows; row++) {
        total = total.add(fromArray(FLOATS, matrix, at + row * columns + c));
      }
      total.intoArray(sum, c);
    }
  }

  /**
   * As {@link #add}, but only where another matrix has no negative value.
   *
   * @param matrix from its start on
   * @param condition the other matrix, from {@code at} on
   */
  public static void addWhereNotNegative(
      float[] matrix, float[] condition, int at, int rows, int columns, float[] sum) {
    for (int c = 0; c < columns; c += FLOATS.length()) {
      FloatVector total = fromArray(FLOATS, sum, c);
      for (int i = c; i < rows * columns; i += columns) {
        VectorMask<Float> isWanted =
            fromArray(FLOATS, condition, at + i).compare(VectorOperators.GE, 0f);
        total = total.blend(total.add(fromArray(FLOATS, matrix, i)), isWanted);
      }
      total.intoArray(sum, c);
    }
  }

  /** Adds {@code row} to each row, as {@link #add}. */
  public static void addTo(float[] matrix, int at, int rows, int columns, float[] row) {
    for (int c = 0; c < columns; c += FLOATS.length()) {
      FloatVector added = fromArray(FLOATS, row, c);
      for (int i = at + c; i < at + rows * columns; i += columns) {
        fromArray(FLOATS, matrix, i).add(added).intoArray(matrix, i);
      }
    }
  }
}
