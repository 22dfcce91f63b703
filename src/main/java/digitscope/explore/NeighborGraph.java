package digitscope.explore;

import java.util.Arrays;

/**
 * How strongly points belong together: the fuzzy graph of UMAP, whose edges have weights in (0, 1].
 * Source: L. McInnes, J. Healy and J. Melville, UMAP: Uniform Manifold Approximation and Projection
 * for Dimension Reduction (2018), sections 3.1 and 4.1.
 *
 * @param from start of each edge, ascending
 * @param to end of each edge; each edge comes once in either direction
 * @param weights of the edges
 */
record NeighborGraph(int[] from, int[] to, float[] weights) {
  private static final int HALVINGS = 64;
  private static final float LEAST_PART_OF_MEAN = 1e-3f;

  static NeighborGraph of(KNearestNeighbors neighbors) {
    int size = neighbors.indices().length;
    float[][] strengths = new float[size][];
    for (int i = 0; i < size; i++) {
      strengths[i] = strengths(neighbors.distances()[i]);
    }
    Builder builder = new Builder(neighbors.indices(), strengths);
    return builder.build();
  }

  /**
   * Strengths exp(-(d - d₁) / σ) of distances in ascending order, with σ such that their sum is the
   * binary logarithm of one more than their number: the point itself counts among its neighbors.
   */
  static float[] strengths(float[] distances) {
    double nearest = distances[0];
    double target = Math.log(distances.length + 1) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double sigma = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double sum = 0;
      for (float distance : distances) {
        sum += Math.exp(-(distance - nearest) / sigma);
      }
      if (sum > target) {
        high = sigma;
      } else {
        low = sigma;
      }
      sigma = high == Double.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
    }
    double mean = 0;
    for (float distance : distances) {
      mean += distance / distances.length;
    }
    sigma = Math.max(sigma, LEAST_PART_OF_MEAN * mean);
    float[] strengths = new float[distances.length];
    for (int k = 0; k < strengths.length; k++) {
      strengths[k] = sigma > 0 ? (float) Math.exp(-(distances[k] - nearest) / sigma) : 1;
    }
    return strengths;
  }

  /** Makes edges that go both ways out of strengths that differ with the direction. */
  private static final class Builder {
    private final int[][] indices;
    private final float[][] strengths;
    private final int[][] ends;
    private final float[][] weights;
    private final int[] counts;

    Builder(int[][] indices, float[][] strengths) {
      this.indices = indices;
      this.strengths = strengths;
      this.ends = new int[indices.length][];
      this.weights = new float[indices.length][];
      this.counts = new int[indices.length];
      for (int i = 0; i < indices.length; i++) {
        ends[i] = new int[indices[i].length];
        weights[i] = new float[indices[i].length];
      }
    }

    NeighborGraph build() {
      for (int i = 0; i < indices.length; i++) {
        for (int k = 0; k < indices[i].length; k++) {
          int other = indices[i][k];
          float there = strengths[i][k];
          float back = strength(other, i);
          float weight = there + back - there * back;
          add(i, other, weight);
          if (!isNeighbor(other, i)) {
            add(other, i, weight);
          }
        }
      }
      int total = Arrays.stream(counts).sum();
      int[] from = new int[total];
      int[] to = new int[total];
      float[] all = new float[total];
      int edge = 0;
      for (int i = 0; i < counts.length; i++) {
        Arrays.fill(from, edge, edge + counts[i], i);
        System.arraycopy(ends[i], 0, to, edge, counts[i]);
        System.arraycopy(weights[i], 0, all, edge, counts[i]);
        edge += counts[i];
      }
      return new NeighborGraph(from, to, all);
    }

    private void add(int from, int to, float weight) {
      if (counts[from] == ends[from].length) {
        ends[from] = Arrays.copyOf(ends[from], 2 * counts[from]);
        weights[from] = Arrays.copyOf(weights[from], 2 * counts[from]);
      }
      ends[from][counts[from]] = to;
      weights[from][counts[from]++] = weight;
    }

    private boolean isNeighbor(int point, int other) {
      return place(point, other) >= 0;
    }

    private float strength(int point, int other) {
      int place = place(point, other);
      return place < 0 ? 0 : strengths[point][place];
    }

    private int place(int point, int other) {
      for (int k = 0; k < indices[point].length; k++) {
        if (indices[point][k] == other) {
          return k;
        }
      }
      return -1;
    }
  }
}
