package digitscope.compare;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/** The one-to-one assignment of rows to columns with the largest sum. */
final class OptimalAssignment {
  private OptimalAssignment() {}

  /**
   * Finds it.
   *
   * @param similarity [rows][columns], finite
   * @return the column of each row; -1 for rows that are left over when there are more rows than
   *     columns
   */
  static int[] best(double[][] similarity) {
    int rows = similarity.length;
    int columns = rows == 0 ? 0 : similarity[0].length;
    int[] chosen = new int[rows];
    Arrays.fill(chosen, -1);
    int size = Math.max(rows, columns);
    if (rows == 0 || columns == 0) {
      return chosen;
    } else if (size == 1) {
      chosen[0] = 0;
      return chosen;
    }
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    Set<Integer> left = new LinkedHashSet<>();
    Set<Integer> right = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      graph.addVertex(i);
      graph.addVertex(size + i);
      left.add(i);
      right.add(size + i);
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        // What is left over is paired with partners that are all equal.
        boolean isReal = row < rows && column < columns;
        graph.setEdgeWeight(
            graph.addEdge(row, size + column), isReal ? -similarity[row][column] : 0);
      }
    }
    for (DefaultWeightedEdge edge :
        new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, left, right).getMatching()) {
      int row = graph.getEdgeSource(edge);
      int column = graph.getEdgeTarget(edge) - size;
      if (row < rows && column < columns) {
        chosen[row] = column;
      }
    }
    return chosen;
  }
}
