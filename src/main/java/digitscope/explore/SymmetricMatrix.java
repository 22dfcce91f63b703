package digitscope.explore;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A small symmetric matrix.
 *
 * @param values of the whole square; not copied
 */
record SymmetricMatrix(double[][] values) {
  private static final int MOST_SWEEPS = 50;
  private static final double NEGLIGIBLE = 1e-24;

  /**
   * Eigenvalues in descending order.
   *
   * @param vectors column k belongs to value k
   */
  record Eigen(double[] values, double[][] vectors) {}

  /** The products of all pairs of columns of a matrix. */
  static SymmetricMatrix gram(double[][] rows) {
    int size = rows[0].length;
    double[][] gram = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          gram[i][j] += row[i] * row[j];
        }
      }
    }
    return new SymmetricMatrix(gram);
  }

  /** Makes the columns of a matrix orthonormal in place; dependent ones become 0. */
  static void orthonormalize(double[][] rows) {
    int columns = rows[0].length;
    for (int c = 0; c < columns; c++) {
      double before = norm(rows, c);
      // The second pass removes what rounding left of the first.
      for (int pass = 0; pass < 2; pass++) {
        for (int other = 0; other < c; other++) {
          double overlap = 0;
          for (double[] row : rows) {
            overlap += row[c] * row[other];
          }
          for (double[] row : rows) {
            row[c] -= overlap * row[other];
          }
        }
      }
      double length = norm(rows, c);
      for (double[] row : rows) {
        row[c] = length > 1e-12 * before ? row[c] / length : 0;
      }
    }
  }

  /** Eigenvalues and eigenvectors by Jacobi's rotations; the matrix becomes diagonal. */
  Eigen eigen() {
    int size = values.length;
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(); sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(p, q, vectors);
        }
      }
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -values[i][i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] sorted = new double[size][];
    for (int i = 0; i < size; i++) {
      double[] row = vectors[i];
      sorted[i] = Arrays.stream(order).mapToDouble(k -> row[k]).toArray();
    }
    return new Eigen(Arrays.stream(order).mapToDouble(k -> values[k][k]).toArray(), sorted);
  }

  private boolean isDiagonal() {
    double off = 0;
    double on = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        double square = values[i][j] * values[i][j];
        on += i == j ? square : 0;
        off += i == j ? 0 : square;
      }
    }
    return off <= NEGLIGIBLE * on;
  }

  /** Turns the plane of two axes so that their entry becomes 0. */
  private void rotate(int p, int q, double[][] vectors) {
    if (values[p][q] == 0) {
      return;
    }
    double ratio = (values[q][q] - values[p][p]) / (2 * values[p][q]);
    double tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int i = 0; i < values.length; i++) {
      turn(values[i], p, q, cosine, sine);
      turn(vectors[i], p, q, cosine, sine);
    }
    for (int i = 0; i < values.length; i++) {
      double first = values[p][i];
      double second = values[q][i];
      values[p][i] = cosine * first - sine * second;
      values[q][i] = sine * first + cosine * second;
    }
  }

  private static void turn(double[] row, int p, int q, double cosine, double sine) {
    double first = row[p];
    double second = row[q];
    row[p] = cosine * first - sine * second;
    row[q] = sine * first + cosine * second;
  }

  private static double norm(double[][] rows, int column) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[column] * row[column];
    }
    return Math.sqrt(sum);
  }
}
