package digitscope.nn;

import java.util.Arrays;

/**
 * Sums and linear combinations over the columns of large matrices, such as the channels of maps
 * that lie channels last. They work on pieces that stay in the processor's cache, in double
 * precision, by loops that the compiler turns into vector instructions.
 */
final class Columns {
  private final long length;
  private final int columns;
  private final int piece;
  private final double[] x;
  private final double[] y;
  private final double[] sums;
  private final double[] products;
  private final double[] xFactors;
  private final double[] yFactors;
  private final double[] constants;

  Columns(long rows, int columns) {
    this.length = rows * columns;
    this.columns = columns;
    this.piece = (int) Math.min(length, (long) Math.max(1, Values.PIECE / columns) * columns);
    this.x = new double[piece];
    this.y = new double[piece];
    this.sums = new double[piece];
    this.products = new double[piece];
    this.xFactors = new double[piece];
    this.yFactors = new double[piece];
    this.constants = new double[piece];
  }

  /**
   * Sums over the rows, one a column.
   *
   * @param sum receives Σ x
   * @param product receives Σ x · y
   */
  void sums(Values xs, Values ys, double[] sum, double[] product) {
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
    for (long from = 0; from < length; from += piece) {
      int count = (int) Math.min(piece, length - from);
      xs.read(from, x, count);
      ys.read(from, y, count);
      for (int i = 0; i < count; i++) {
        sums[i] += x[i];
        products[i] += x[i] * y[i];
      }
    }
    fold(sums, sum);
    fold(products, product);
  }

  /** Each row of {@code to} becomes a · x + b · y + c, with one factor a column. */
  void combine(Values xs, double[] a, Values ys, double[] b, double[] c, Values to) {
    repeat(a, xFactors);
    repeat(b, yFactors);
    repeat(c, constants);
    for (long from = 0; from < length; from += piece) {
      int count = (int) Math.min(piece, length - from);
      xs.read(from, x, count);
      ys.read(from, y, count);
      for (int i = 0; i < count; i++) {
        x[i] = xFactors[i] * x[i] + yFactors[i] * y[i] + constants[i];
      }
      to.write(from, x, count);
    }
  }

  /** Each row of {@code to} becomes a · x + c, with one factor a column. */
  void scale(Values xs, double[] a, double[] c, Values to) {
    repeat(a, xFactors);
    repeat(c, constants);
    for (long from = 0; from < length; from += piece) {
      int count = (int) Math.min(piece, length - from);
      xs.read(from, x, count);
      for (int i = 0; i < count; i++) {
        x[i] = xFactors[i] * x[i] + constants[i];
      }
      to.write(from, x, count);
    }
  }

  private void repeat(double[] values, double[] target) {
    for (int from = 0; from < piece; from += columns) {
      System.arraycopy(values, 0, target, from, columns);
    }
  }

  private void fold(double[] values, double[] target) {
    Arrays.fill(target, 0);
    for (int from = 0; from < piece; from += columns) {
      for (int c = 0; c < columns; c++) {
        target[c] += values[from + c];
      }
    }
  }
}
