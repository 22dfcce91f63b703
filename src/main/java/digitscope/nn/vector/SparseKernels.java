package digitscope.nn.vector;

import static digitscope.nn.vector.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * Products with vectors of which many values are 0, such as the pixels of a drawing: only the
 * others are looked at.
 */
public final class SparseKernels {
  private static final int LENGTH = FLOATS.length();

  private static final int COLUMNS = columns();

  private SparseKernels() {}

  /** Columns that are computed at a time; matrices are filled up to a multiple of it. */
  public static int columns() {
    return 5 * VectorUnit.length();
  }

  /**
   * Finds the values that are not 0.
   *
   * @param x its first {@code count} values
   * @param stride length of a row of the matrix that is to be multiplied
   * @param values receives those values, from {@code at} on; what lies behind them is overwritten
   * @param rows receives where their rows of the matrix start, likewise
   * @return how many there are
   */
  public static int find(float[] x, int count, int stride, float[] values, int[] rows, int at) {
    int next = at;
    for (int i = 0; i < count; i++) { // without a branch that nobody could foresee
      values[next] = x[i];
      rows[next] = i * stride;
      next += Float.floatToRawIntBits(x[i]) << 1 == 0 ? 0 : 1;
    }
    return next - at;
  }

  /**
   * y += x · W.
   *
   * @param values those of x, from {@code at} on, as found
   * @param matrix W, with rows of {@code stride} values
   * @param stride a multiple of {@link #columns}
   * @param y from {@code yAt} on
   */
  public static void addProduct(
      float[] values,
      int[] rows,
      int at,
      int count,
      float[] matrix,
      int stride,
      float[] y,
      int yAt) {
    for (int c = 0; c < stride; c += COLUMNS) {
      int to = yAt + c;
      FloatVector y0 = fromArray(FLOATS, y, to);
      FloatVector y1 = fromArray(FLOATS, y, to + LENGTH);
      FloatVector y2 = fromArray(FLOATS, y, to + 2 * LENGTH);
      FloatVector y3 = fromArray(FLOATS, y, to + 3 * LENGTH);
      FloatVector y4 = fromArray(FLOATS, y, to + 4 * LENGTH);
      for (int i = at; i < at + count; i++) {
        FloatVector x = broadcast(FLOATS, values[i]);
        int from = rows[i] + c;
        y0 = x.fma(fromArray(FLOATS, matrix, from), y0);
        y1 = x.fma(fromArray(FLOATS, matrix, from + LENGTH), y1);
        y2 = x.fma(fromArray(FLOATS, matrix, from + 2 * LENGTH), y2);
        y3 = x.fma(fromArray(FLOATS, matrix, from + 3 * LENGTH), y3);
        y4 = x.fma(fromArray(FLOATS, matrix, from + 4 * LENGTH), y4);
      }
      y0.intoArray(y, to);
      y1.intoArray(y, to + LENGTH);
      y2.intoArray(y, to + 2 * LENGTH);
      y3.intoArray(y, to + 3 * LENGTH);
      y4.intoArray(y, to + 4 * LENGTH);
    }
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
      int count,
      float[] y,
      int yAt,
      float[] matrix,
      int stride) {
    for (int c = 0; c < stride; c += COLUMNS) {
      FloatVector y0 = fromArray(FLOATS, y, yAt + c);
      FloatVector y1 = fromArray(FLOATS, y, yAt + c + LENGTH);
      FloatVector y2 = fromArray(FLOATS, y, yAt + c + 2 * LENGTH);
      FloatVector y3 = fromArray(FLOATS, y, yAt + c + 3 * LENGTH);
      FloatVector y4 = fromArray(FLOATS, y, yAt + c + 4 * LENGTH);
      for (int i = at; i < at + count; i++) {
        FloatVector x = broadcast(FLOATS, values[i]);
        int to = rows[i] + c;
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
}
