package digitscope.explore;

import digitscope.data.Progress;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Lays points of many dimensions out in the plane so that neighbors stay together. Source: L.
 * McInnes, J. Healy and J. Melville, UMAP: Uniform Manifold Approximation and Projection for
 * Dimension Reduction (2018), with 15 neighbors (the point itself among them) and a least distance
 * of 0.1. Runs on the caller's thread; the same points, start and seed give the same map.
 */
final class Umap {
  /** Nearest neighbors of a point besides itself. */
  static final int NEIGHBORS = 14;

  static final int EPOCHS = 300;

  /** 1 / (1 + A d^2B) is as near to the wanted fall of attraction with distance as can be. */
  private static final double A = 1.576943;

  private static final double B = 0.8950609;
  private static final int STRANGERS = 5;
  private static final double LONGEST_MOVE = 4;
  private static final int EPOCHS_A_LAYOUT = 5;

  /** Part of the work that finding neighbors is. */
  private static final double SEARCH_PART = 0.2;

  private final NeighborGraph graph;
  private final float[] xs;
  private final float[] ys;
  private final SplittableRandom random;
  private final double[] next;
  private final double[] pause;

  private Umap(NeighborGraph graph, Embedding start, long seed) {
    this.graph = graph;
    this.xs = start.xs().clone();
    this.ys = start.ys().clone();
    this.random = new SplittableRandom(seed);
    float heaviest = 0;
    for (float weight : graph.weights()) {
      heaviest = Math.max(heaviest, weight);
    }
    next = new double[graph.weights().length];
    pause = new double[next.length];
    for (int edge = 0; edge < next.length; edge++) {
      pause[edge] = heaviest / graph.weights()[edge];
      next[edge] = pause[edge];
    }
  }

  /**
   * Finds the layout.
   *
   * @param points [points, dimensions], more than {@link #NEIGHBORS}
   * @param start from which it is found, within some 10 units of the origin
   * @param layouts hears the layouts on the way
   * @throws CancellationException if {@code progress} asked for the end
   */
  static Embedding layout(
      float[][] points,
      Embedding start,
      long seed,
      Progress progress,
      Consumer<Embedding> layouts) {
    KNearestNeighbors neighbors = KNearestNeighbors.of(points, NEIGHBORS, part(progress));
    Umap umap = new Umap(NeighborGraph.of(neighbors), start, seed);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      if (progress.isCancelled()) {
        throw new CancellationException("The map was cancelled");
      }
      umap.move(epoch);
      progress.advance(SEARCH_PART + (1 - SEARCH_PART) * epoch / EPOCHS);
      if (epoch % EPOCHS_A_LAYOUT == 0 && epoch < EPOCHS) {
        layouts.accept(umap.layout());
      }
    }
    return umap.layout();
  }

  private Embedding layout() {
    return new Embedding(xs.clone(), ys.clone());
  }

  /** Each edge draws its ends together as often as its weight says, and pushes strangers away. */
  private void move(int epoch) {
    double rate = 1 - (epoch - 1.0) / EPOCHS;
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] <= epoch) {
        next[edge] += pause[edge];
        int point = graph.from()[edge];
        attract(point, graph.to()[edge], rate);
        for (int k = 0; k < STRANGERS; k++) {
          repel(point, random.nextInt(xs.length), rate);
        }
      }
    }
  }

  private void attract(int point, int other, double rate) {
    double dx = xs[point] - xs[other];
    double dy = ys[point] - ys[other];
    double square = dx * dx + dy * dy;
    if (square > 0) {
      double power = Math.pow(square, B);
      double pull = -2 * A * B * power / (square * (A * power + 1));
      double moveX = rate * bounded(pull * dx);
      double moveY = rate * bounded(pull * dy);
      xs[point] += (float) moveX;
      ys[point] += (float) moveY;
      xs[other] -= (float) moveX;
      ys[other] -= (float) moveY;
    }
  }

  private void repel(int point, int stranger, double rate) {
    double dx = xs[point] - xs[stranger];
    double dy = ys[point] - ys[stranger];
    double square = dx * dx + dy * dy;
    if (square > 0) {
      double push = 2 * B / ((0.001 + square) * (A * Math.pow(square, B) + 1));
      xs[point] += (float) (rate * bounded(push * dx));
      ys[point] += (float) (rate * bounded(push * dy));
    }
  }

  private static double bounded(double move) {
    return Math.max(-LONGEST_MOVE, Math.min(LONGEST_MOVE, move));
  }

  private static Progress part(Progress whole) {
    return new Progress() {
      @Override
      public void advance(double fraction) {
        whole.advance(SEARCH_PART * fraction);
      }

      @Override
      public boolean isCancelled() {
        return whole.isCancelled();
      }
    };
  }
}
