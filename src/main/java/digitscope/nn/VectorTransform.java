package digitscope.nn;

import java.util.stream.IntStream;

/**
 * A small matrix that many vectors are multiplied with at once: element i of each array belongs to
 * vector i. Zeros in the matrix cost nothing.
 */
final class VectorTransform {
  /** A row has at most so many terms that aren't zero. */
  private static final int MOST_TERMS = 5;

  private final float[][] matrix;

  /** Columns of the terms that aren't zero, by row, then any column as often as needed. */
  private final int[][] columns;

  /** The same terms, then zeros. */
  private final float[][] terms;

  private final int[] counts;

  /**
   * @param matrix one row for each value that is wanted, of one factor for each that is given
   */
  VectorTransform(float[]... matrix) {
    this.matrix = matrix;
    this.columns = new int[matrix.length][MOST_TERMS];
    this.terms = new float[matrix.length][MOST_TERMS];
    this.counts = new int[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        if (matrix[row][column] != 0) {
          columns[row][counts[row]] = column;
          terms[row][counts[row]++] = matrix[row][column];
        }
      }
    }
  }

  VectorTransform transposed() {
    return new VectorTransform(
        IntStream.range(0, matrix[0].length).mapToObj(this::column).toArray(float[][]::new));
  }

  private float[] column(int column) {
    float[] values = new float[matrix.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = matrix[row][column];
    }
    return values;
  }

  /**
   * Multiplies the first {@code count} vectors.
   *
   * @param from one array for each column of the matrix
   * @param to one array for each row, overwritten
   */
  void apply(float[][] from, float[][] to, int count) {
    for (int row = 0; row < matrix.length; row++) {
      int[] x = columns[row];
      float[] a = terms[row];
      set(to[row], a[0], from[x[0]], a[1], from[x[1]], a[2], from[x[2]], count);
      if (counts[row] > 3) {
        add(to[row], a[3], from[x[3]], a[4], from[x[4]], count);
      }
    }
  }

  // Few terms in a loop, and one index for all arrays: so they become vector instructions.

  private static void set(
      float[] to, float a, float[] x, float b, float[] y, float c, float[] z, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = a * x[i] + b * y[i] + c * z[i];
    }
  }

  private static void add(float[] to, float a, float[] x, float b, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += a * x[i] + b * y[i];
    }
  }
}
