package digitscope.nn.vector.kernels;

import static digitscope.nn.vector.kernels.VectorUnit.Species.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;

import jdk.incubator.vector.FloatVector;

/**
 * A block of a product for processors with 32 registers for vectors, as those with vectors of 512
 * bits have: four rows and four vectors of the result are summed at a time. So a term is fetched
 * for half as many multiplications as with {@link MatrixProduct}'s blocks for 16 registers.
 */
final class WideProduct {
  static final int ROWS = 4;

  private static final int LENGTH = FLOATS.length();

  static final int COLUMNS = 4 * LENGTH;

  private static final boolean IS_POSSIBLE = FLOATS.vectorBitSize() == 512;

  private WideProduct() {}

  /** How many of the columns of a result can be summed so, the first ones. */
  static int columns(int rows, int columns) {
    return IS_POSSIBLE && rows >= ROWS ? columns / COLUMNS * COLUMNS : 0;
  }

  // Two methods for what could be one, as in MatrixProduct.

  /** Part of {@link MatrixProduct#multiply}. */
  static void rows(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int n, int k) {
    FloatVector c00 = zero(FLOATS);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c12 = c00;
    FloatVector c13 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c22 = c00;
    FloatVector c23 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c32 = c00;
    FloatVector c33 = c00;
    int bt = bAt;
    for (int p = aAt; p < aAt + k; p++) {
      FloatVector b0 = fromArray(FLOATS, b, bt);
      FloatVector b1 = fromArray(FLOATS, b, bt + LENGTH);
      FloatVector b2 = fromArray(FLOATS, b, bt + 2 * LENGTH);
      FloatVector b3 = fromArray(FLOATS, b, bt + 3 * LENGTH);
      FloatVector x = broadcast(FLOATS, a[p]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = broadcast(FLOATS, a[p + k]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = broadcast(FLOATS, a[p + 2 * k]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = broadcast(FLOATS, a[p + 3 * k]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      bt += n;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
    c02.intoArray(c, cAt + 2 * LENGTH);
    c03.intoArray(c, cAt + 3 * LENGTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + LENGTH);
    c12.intoArray(c, cAt + n + 2 * LENGTH);
    c13.intoArray(c, cAt + n + 3 * LENGTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + LENGTH);
    c22.intoArray(c, cAt + 2 * n + 2 * LENGTH);
    c23.intoArray(c, cAt + 2 * n + 3 * LENGTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + LENGTH);
    c32.intoArray(c, cAt + 3 * n + 2 * LENGTH);
    c33.intoArray(c, cAt + 3 * n + 3 * LENGTH);
  }

  /** Part of {@link MatrixProduct#multiplyTransposed}. */
  static void transposedRows(
      float[] a, int aAt, int step, float[] b, int bAt, float[] c, int cAt, int n, int k) {
    FloatVector c00 = zero(FLOATS);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c12 = c00;
    FloatVector c13 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c22 = c00;
    FloatVector c23 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c32 = c00;
    FloatVector c33 = c00;
    int at = aAt;
    int bt = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = fromArray(FLOATS, b, bt);
      FloatVector b1 = fromArray(FLOATS, b, bt + LENGTH);
      FloatVector b2 = fromArray(FLOATS, b, bt + 2 * LENGTH);
      FloatVector b3 = fromArray(FLOATS, b, bt + 3 * LENGTH);
      FloatVector x = broadcast(FLOATS, a[at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = broadcast(FLOATS, a[at + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = broadcast(FLOATS, a[at + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = broadcast(FLOATS, a[at + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      at += step;
      bt += n;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LENGTH);
    c02.intoArray(c, cAt + 2 * LENGTH);
    c03.intoArray(c, cAt + 3 * LENGTH);
    c10.intoArray(c, cAt + n);
    c11.intoArray(c, cAt + n + LENGTH);
    c12.intoArray(c, cAt + n + 2 * LENGTH);
    c13.intoArray(c, cAt + n + 3 * LENGTH);
    c20.intoArray(c, cAt + 2 * n);
    c21.intoArray(c, cAt + 2 * n + LENGTH);
    c22.intoArray(c, cAt + 2 * n + 2 * LENGTH);
    c23.intoArray(c, cAt + 2 * n + 3 * LENGTH);
    c30.intoArray(c, cAt + 3 * n);
    c31.intoArray(c, cAt + 3 * n + LENGTH);
    c32.intoArray(c, cAt + 3 * n + 2 * LENGTH);
    c33.intoArray(c, cAt + 3 * n + 3 * LENGTH);
  }
}
