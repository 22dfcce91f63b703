package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.data.Progress;
import org.junit.jupiter.api.Test;

class KNearestNeighborsTest {
  @Test
  void findsTheNearestFirst() {
    float[][] points = {{0, 0}, {3, 4}, {0, 1}, {10, 10}, {0, -2}};
    KNearestNeighbors near = KNearestNeighbors.of(points, 3, Progress.NONE);
    assertThat(near.indices()[0]).containsExactly(2, 4, 1);
    assertThat(near.distances()[0]).containsExactly(1, 2, 5);
    assertThat(near.indices()[3]).startsWith(1);
  }

  @Test
  void strengthsSumToTheLogarithmOfTheNumberOfNeighbors() {
    float[] strengths = NeighborGraph.strengths(new float[] {1, 1.5f, 2, 4, 5, 5, 7});
    double sum = 0;
    for (float strength : strengths) {
      sum += strength;
    }
    assertThat(strengths[0]).isEqualTo(1);
    assertThat(sum).isCloseTo(Math.log(8) / Math.log(2), within(1e-5));
  }

  @Test
  void edgesGoBothWaysWithOneWeight() {
    // 0 and 1 are nearest to each other, 2 is nearest to 1, but not the other way round.
    float[][] points = {{0}, {1}, {2.5f}};
    NeighborGraph graph = NeighborGraph.of(KNearestNeighbors.of(points, 1, Progress.NONE));
    assertThat(graph.from()).containsExactly(0, 1, 1, 2);
    assertThat(graph.to()).containsExactly(1, 0, 2, 1);
    assertThat(graph.weights()).containsExactly(1, 1, 1, 1);
  }
}
