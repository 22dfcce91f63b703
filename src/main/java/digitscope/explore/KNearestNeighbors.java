package digitscope.explore;

import digitscope.data.Progress;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The nearest points of each point, itself left out, the nearest first; found by comparing all
 * pairs.
 *
 * @param indices [points, count]
 * @param distances Euclidean, [points, count]
 */
record KNearestNeighbors(int[][] indices, float[][] distances) {
  private static final int POINTS_A_REPORT = 256;

  /**
   * Finds the nearest points.
   *
   * @param points [points, dimensions], more than {@code count}
   * @throws CancellationException if {@code progress} asked for the end
   */
  static KNearestNeighbors of(float[][] points, int count, Progress progress) {
    int size = points.length;
    float[][] columns = transpose(points);
    int[][] indices = new int[size][count];
    float[][] distances = new float[size][count];
    float[] squares = new float[size];
    for (int i = 0; i < size; i++) {
      if (i % POINTS_A_REPORT == 0) {
        if (progress.isCancelled()) {
          throw new CancellationException("The map was cancelled");
        }
        progress.advance((double) i / size);
      }
      Arrays.fill(squares, 0);
      for (float[] column : columns) {
        addSquares(column, column[i], squares);
      }
      squares[i] = Float.POSITIVE_INFINITY;
      keepSmallest(squares, indices[i], distances[i]);
    }
    return new KNearestNeighbors(indices, distances);
  }

  private static void addSquares(float[] column, float own, float[] squares) {
    for (int j = 0; j < squares.length; j++) {
      float difference = column[j] - own;
      squares[j] += difference * difference;
    }
  }

  /** Sorts the few smallest squares into the arrays by insertion, as roots. */
  private static void keepSmallest(float[] squares, int[] indices, float[] distances) {
    Arrays.fill(distances, Float.POSITIVE_INFINITY);
    int last = distances.length - 1;
    for (int j = 0; j < squares.length; j++) {
      if (squares[j] < distances[last]) {
        int place = last;
        while (place > 0 && distances[place - 1] > squares[j]) {
          distances[place] = distances[place - 1];
          indices[place] = indices[place - 1];
          place--;
        }
        distances[place] = squares[j];
        indices[place] = j;
      }
    }
    for (int k = 0; k <= last; k++) {
      distances[k] = (float) Math.sqrt(distances[k]);
    }
  }

  private static float[][] transpose(float[][] points) {
    float[][] columns = new float[points[0].length][points.length];
    for (int i = 0; i < points.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = points[i][d];
      }
    }
    return columns;
  }
}
