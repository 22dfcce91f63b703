package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;

/**
 * Products of small matrices that lie row by row. Six rows and two vectors of the result are summed
 * at a time, for which the registers of any processor suffice, or as {@link WideProduct} does it.
 */
public final class MatrixProduct {
  private static final int ROWS = 6;

  private static final int LENGTH = FLOATS.length();

  private static final int COLUMNS = VectorUnit.productColumns();

  private MatrixProduct() {}

  /**
   * C = A · B.
   *
   * @param a A: [m, k], from {@code aAt} on
   * @param b B: [k, n], from {@code bAt} on
   * @param c C: [m, n], from {@code cAt} on; overwritten
   * @param n a multiple of {@link VectorUnit#productColumns}
   */
  public static void multiply(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int m, int n, int k) {
    int wide = WideProduct.columns(m, n);
    for (int j = 0; j < wide; j += WideProduct.COLUMNS) {
      for (int block = 0; block < m; block += WideProduct.ROWS) {
        int i = Math.min(block, m - WideProduct.ROWS); // the last one overlaps the one before
        WideProduct.rows(a, aAt + i * k, b, bAt + j, c, cAt + i * n + j, n, k);
      }
    }
    for (int j = wide; j < n; j += COLUMNS) {
      for (int block = 0; block < m; block += ROWS) {
        int i = Math.min(block, m - ROWS);
        if (i >= 0) {
          rows(a, aAt + i * k, b, bAt + j, c, cAt + i * n + j, n, k);
        } else {
          singleRows(a, aAt, k, 1, b, bAt + j, c, cAt + j, m, n, k);
        }
      }
    }
  }

  /**
   * C = Aᵀ · B.
   *
   * @param a A: [k, m], from {@code aAt} on
   * @param b B: [k, n], from {@code bAt} on
   * @param c C: [m, n], from {@code cAt} on; overwritten
   * @param n a multiple of {@link VectorUnit#productColumns}
   */
  public static void multiplyTransposed(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int m, int n, int k) {
    int wide = WideProduct.columns(m, n);
    for (int j = 0; j < wide; j += WideProduct.COLUMNS) {
      for (int block = 0; block < m; block += WideProduct.ROWS) {
        int i = Math.min(block, m - WideProduct.ROWS);
        WideProduct.transposedRows(a, aAt + i, m, b, bAt + j, c, cAt + i * n + j, n, k);
      }
    }
    for (int j = wide; j < n; j += COLUMNS) {
      for (int block = 0; block < m; block += ROWS) {
        int i = Math.min(block, m - ROWS);
        if (i >= 0) {
          transposedRows(a, aAt + i, m, b, bAt + j, c, cAt + i * n + j, n, k);
        } else {
          singleRows(a, aAt, 1, m, b, bAt + j, c, cAt + j, m, n, k);
        }
      }
    }
  }

  private static void singleRows(
      float[] a,
      int aAt,
      int row,
      int step,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int m,
      int n,
      int k) {
    for (int i = 0; i < m; i++) {
      FloatVector left = zero(FLOATS);
      FloatVector right = left;
      for (int p = 0; p < k; p++) {
        FloatVector x = broadcast(FLOATS, a[aAt + i * row + p * step]);
        left = x.fma(fromArray(FLOATS, b, bAt + p * n), left);
        right = x.fma(fromArray(FLOATS, b, bAt + p * n + LENGTH), right);
      }
      left.intoArray(c, cAt + i * n);
      right.intoArray(c, cAt + i * n + LENGTH);
    }
  }

  // Two methods for what could be one: only with such indices the compiler gets by with few checks.

  private static void rows(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int n, int k) {
    FloatVector c00 = zero(FLOATS);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    int bt = bAt;
    for (int p = aAt; p < aAt + k; p++) {
      FloatVector left = fromArray(FLOATS, b, bt);
      FloatVector right = fromArray(FLOATS, b, bt + LENGTH);
      bt += n;
      FloatVector x = broadcast(FLOATS, a[p]);
      c00 = x.fma(left, c00);
      c01 = x.fma(right, c01);
      x = broadcast(FLOATS, a[p + k]);
      c10 = x.fma(left, c10);
      c11 = x.fma(right, c11);
      x = broadcast(FLOATS, a[p + 2 * k]);
      c20 = x.fma(left, c20);
      c21 = x.fma(right, c21);
      x = broadcast(FLOATS, a[p + 3 * k]);
      c30 = x.fma(left, c30);
      c31 = x.fma(right, c31);
      x = broadcast(FLOATS, a[p + 4 * k]);
      c40 = x.fma(left, c40);
      c41 = x.fma(right, c41);
      x = broadcast(FLOATS, a[p + 5 * k]);
      c50 = x.fma(left, c50);
      c51 = x.fma(right, c51);
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + LENGTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + LENGTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + LENGTH);
    c40.intoArray(c, cAt + 4 * n);
    c41.intoArray(c, cAt + 4 * n + LENGTH);
    c50.intoArray(c, cAt + 5 * n);
    c51.intoArray(c, cAt + 5 * n + LENGTH);
  }

  private static void transposedRows(
      float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int n, int k) {
    FloatVector c00 = zero(FLOATS);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector left = fromArray(FLOATS, b, bt);
      FloatVector right = fromArray(FLOATS, b, bt + LENGTH);
      FloatVector x = broadcast(FLOATS, a[at]);
      c00 = x.fma(left, c00);
      c01 = x.fma(right, c01);
      x = broadcast(FLOATS, a[at + 1]);
      c10 = x.fma(left, c10);
      c11 = x.fma(right, c11);
      x = broadcast(FLOATS, a[at + 2]);
      c20 = x.fma(left, c20);
      c21 = x.fma(right, c21);
      x = broadcast(FLOATS, a[at + 3]);
      c30 = x.fma(left, c30);
      c31 = x.fma(right, c31);
      x = broadcast(FLOATS, a[at + 4]);
      c40 = x.fma(left, c40);
      c41 = x.fma(right, c41);
      x = broadcast(FLOATS, a[at + 5]);
      c50 = x.fma(left, c50);
      c51 = x.fma(right, c51);
      at += step;
      bt += n;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + LENGTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + LENGTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + LENGTH);
    c40.intoArray(c, cAt + 4 * n);
    c41.intoArray(c, cAt + 4 * n + LENGTH);
    c50.intoArray(c, cAt + 5 * n);
    c51.intoArray(c, cAt + 5 * n + LENGTH);
  }
}
