package digitscope.nn.loops;

import digitscope.nn.Precision;
import digitscope.nn.Values;
import java.util.Arrays;

/**
 * Sums and linear combinations over the columns of large matrices, such as the channels of maps
 * that lie channels last.
 */
abstract sealed class Columns {
  final long length;
  final int columns;

  private Columns(long rows, int columns) {
    this.length = rows * columns;
    this.columns = columns;
  }

  /** For matrices of the given numbers of rows and columns. */
  static Columns of(Precision precision, long rows, int columns) {
    return switch (precision) {
      case FLOAT -> new Floats(rows, columns);
      case DOUBLE -> new Doubles(rows, columns);
    };
  }

  /**
   * Sums over the rows, one a column, of values less a shift. With a shift that is near their mean,
   * the squares lose no digits.
   *
   * @param sum receives Σ (x − shift)
   * @param squares receives Σ (x − shift)²
   */
  abstract void moments(Values xs, double[] shift, double[] sum, double[] squares);

  /**
   * Sums over the rows, one a column.
   *
   * @param sum receives Σ x
   * @param product receives Σ x · (y − shift)
   */
  abstract void products(Values xs, Values ys, double[] shift, double[] sum, double[] product);

  /** Each row of {@code to} becomes a · x + c, with one factor a column. */
  abstract void scale(Values xs, double[] a, double[] c, Values to);

  /** Each row of {@code to} becomes a · x + b · y + c, with one factor a column. */
  abstract void combine(Values xs, double[] a, Values ys, double[] b, double[] c, Values to);

  /**
   * In pieces that stay in the processor's cache, by loops that the compiler turns into vector
   * instructions: each row of a piece has sums of its own.
   */
  private static final class Floats extends Columns {
    private final int piece;
    private final float[] x;
    private final float[] y;
    private final float[] sums;
    private final float[] products;
    private final float[] first;
    private final float[] second;
    private final float[] third;

    Floats(long rows, int columns) {
      super(rows, columns);
      this.piece = (int) Math.min(length, (long) Math.max(1, Values.PIECE / columns) * columns);
      this.x = new float[piece];
      this.y = new float[piece];
      this.sums = new float[piece];
      this.products = new float[piece];
      this.first = new float[piece];
      this.second = new float[piece];
      this.third = new float[piece];
    }

    @Override
    void moments(Values xs, double[] shift, double[] sum, double[] squares) {
      repeat(shift, first);
      Arrays.fill(sums, 0);
      Arrays.fill(products, 0);
      for (long from = 0; from < length; from += piece) {
        int count = (int) Math.min(piece, length - from);
        xs.read(from, x, count);
        for (int i = 0; i < count; i++) {
          float shifted = x[i] - first[i];
          sums[i] += shifted;
          products[i] += shifted * shifted;
        }
      }
      fold(sums, sum);
      fold(products, squares);
    }

    @Override
    void products(Values xs, Values ys, double[] shift, double[] sum, double[] product) {
      repeat(shift, first);
      Arrays.fill(sums, 0);
      Arrays.fill(products, 0);
      for (long from = 0; from < length; from += piece) {
        int count = (int) Math.min(piece, length - from);
        xs.read(from, x, count);
        ys.read(from, y, count);
        for (int i = 0; i < count; i++) {
          sums[i] += x[i];
          products[i] += x[i] * (y[i] - first[i]);
        }
      }
      fold(sums, sum);
      fold(products, product);
    }

    @Override
    void scale(Values xs, double[] a, double[] c, Values to) {
      repeat(a, first);
      repeat(c, third);
      for (long from = 0; from < length; from += piece) {
        int count = (int) Math.min(piece, length - from);
        xs.read(from, x, count);
        for (int i = 0; i < count; i++) {
          x[i] = first[i] * x[i] + third[i];
        }
        to.write(from, x, count);
      }
    }

    @Override
    void combine(Values xs, double[] a, Values ys, double[] b, double[] c, Values to) {
      repeat(a, first);
      repeat(b, second);
      repeat(c, third);
      for (long from = 0; from < length; from += piece) {
        int count = (int) Math.min(piece, length - from);
        xs.read(from, x, count);
        ys.read(from, y, count);
        for (int i = 0; i < count; i++) {
          x[i] = first[i] * x[i] + second[i] * y[i] + third[i];
        }
        to.write(from, x, count);
      }
    }

    private void repeat(double[] values, float[] target) {
      for (int i = 0; i < piece; i++) {
        target[i] = (float) values[i % columns];
      }
    }

    private void fold(float[] values, double[] target) {
      Arrays.fill(target, 0);
      for (int from = 0; from < piece; from += columns) {
        for (int c = 0; c < columns; c++) {
          target[c] += values[from + c];
        }
      }
    }
  }

  /** Value by value. */
  private static final class Doubles extends Columns {
    Doubles(long rows, int columns) {
      super(rows, columns);
    }

    @Override
    void moments(Values xs, double[] shift, double[] sum, double[] squares) {
      Arrays.fill(sum, 0);
      Arrays.fill(squares, 0);
      for (long i = 0; i < length; i++) {
        int c = (int) (i % columns);
        double shifted = xs.get(i) - shift[c];
        sum[c] += shifted;
        squares[c] += shifted * shifted;
      }
    }

    @Override
    void products(Values xs, Values ys, double[] shift, double[] sum, double[] product) {
      Arrays.fill(sum, 0);
      Arrays.fill(product, 0);
      for (long i = 0; i < length; i++) {
        int c = (int) (i % columns);
        sum[c] += xs.get(i);
        product[c] += xs.get(i) * (ys.get(i) - shift[c]);
      }
    }

    @Override
    void scale(Values xs, double[] a, double[] c, Values to) {
      for (long i = 0; i < length; i++) {
        int column = (int) (i % columns);
        to.set(i, a[column] * xs.get(i) + c[column]);
      }
    }

    @Override
    void combine(Values xs, double[] a, Values ys, double[] b, double[] c, Values to) {
      for (long i = 0; i < length; i++) {
        int column = (int) (i % columns);
        to.set(i, a[column] * xs.get(i) + b[column] * ys.get(i) + c[column]);
      }
    }
  }
}
