package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/** Products with vectors of which many values are 0: only the others are looked at. */
public final class SparseKernels {
  private static final int LENGTH = FLOATS.length();

  private static final int COLUMNS = columns();

  private SparseKernels() {}

  /** Columns that are computed at a time; matrices are filled up to a multiple of it. */
  public static int columns() {
    return 5 * VectorUnit.length();
  }

  /**
   * y += x · W, for {@link #columns} columns.
   *
   * @param values those of x that are not 0, from {@code at} on
   * @param rows the row of W that belongs to each of them
   * @param matrix W, whose columns start at {@code column}
   * @param stride from one row to the next
   * @param y from {@code yAt} on
   */
  public static void addProduct(
      float[] values,
      int[] rows,
      int at,
      int end,
      float[] matrix,
      int column,
      int stride,
      float[] y,
      int yAt) {
    if (at == end) {
      return;
    }
    FloatVector y0 = fromArray(FLOATS, y, yAt);
    FloatVector y1 = fromArray(FLOATS, y, yAt + LENGTH);
    FloatVector y2 = fromArray(FLOATS, y, yAt + 2 * LENGTH);
    FloatVector y3 = fromArray(FLOATS, y, yAt + 3 * LENGTH);
    FloatVector y4 = fromArray(FLOATS, y, yAt + 4 * LENGTH);
    for (int i = at; i < end; i++) {
      FloatVector x = broadcast(FLOATS, values[i]);
      int from = rows[i] * stride + column;
      y0 = x.fma(fromArray(FLOATS, matrix, from), y0);
      y1 = x.fma(fromArray(FLOATS, matrix, from + LENGTH), y1);
      y2 = x.fma(fromArray(FLOATS, matrix, from + 2 * LENGTH), y2);
      y3 = x.fma(fromArray(FLOATS, matrix, from + 3 * LENGTH), y3);
      y4 = x.fma(fromArray(FLOATS, matrix, from + 4 * LENGTH), y4);
    }
    y0.intoArray(y, yAt);
    y1.intoArray(y, yAt + LENGTH);
    y2.intoArray(y, yAt + 2 * LENGTH);
    y3.intoArray(y, yAt + 3 * LENGTH);
    y4.intoArray(y, yAt + 4 * LENGTH);
  }

  /**
   * W += xᵀ · y, as {@link #addProduct}.
   *
   * @param matrix receives the sum
   */
  public static void addOuterProduct(
      float[] values,
      int[] rows,
      int at,
      int end,
      float[] y,
      int yAt,
      float[] matrix,
      int column,
      int stride) {
    if (at == end) {
      return;
    }
    FloatVector y0 = fromArray(FLOATS, y, yAt);
    FloatVector y1 = fromArray(FLOATS, y, yAt + LENGTH);
    FloatVector y2 = fromArray(FLOATS, y, yAt + 2 * LENGTH);
    FloatVector y3 = fromArray(FLOATS, y, yAt + 3 * LENGTH);
    FloatVector y4 = fromArray(FLOATS, y, yAt + 4 * LENGTH);
    for (int i = at; i < end; i++) {
      FloatVector x = broadcast(FLOATS, values[i]);
      int to = rows[i] * stride + column;
      x.fma(y0, fromArray(FLOATS, matrix, to)).intoArray(matrix, to);
      to += LENGTH;
      x.fma(y1, fromArray(FLOATS, matrix, to)).intoArray(matrix, to);
      to += LENGTH;
      x.fma(y2, fromArray(FLOATS, matrix, to)).intoArray(matrix, to);
      to += LENGTH;
      x.fma(y3, fromArray(FLOATS, matrix, to)).intoArray(matrix, to);
      to += LENGTH;
      x.fma(y4, fromArray(FLOATS, matrix, to)).intoArray(matrix, to);
    }
  }
}
