package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code kmeans.py} got from scikit-learn. */
final class ScikitLearnKMeansTest {
  /** The script asked for the distances every this many points. */
  private static final int EVERY = 37;

  static List<JsonNode> cases() {
    return Reference.cases("kmeans.json");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void findsTheSameMeansFromTheSameBeginning(JsonNode expected) {
    float[] means = means(expected);
    double[] digest = Reference.numbers(expected.get("means"));
    assertThat(Reference.digest(means)).containsExactly(digest, within(1e-6 * digest[0]));
    double inertia = expected.get("inertia").doubleValue();
    assertThat(inertia(points(expected), means, size(expected)))
        .isCloseTo(inertia, within(1e-6 * inertia));
  }

  /**
   * The features are the distances, turned round: mean distance − distance, if that is positive.
   */
  @ParameterizedTest(name = "{index}")
  @MethodSource("cases")
  void measuresTheSameDistances(JsonNode expected) {
    float[] points = points(expected);
    int size = size(expected);
    JsonNode distances = expected.get("distances");
    KMeansFeatures layer =
        new KMeansFeatures(MapShape.vector(size), expected.get("clusters").intValue());
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto());
        Execution execution =
            new Execution(
                network, network.layers(), distances.size(), Execution.Purpose.INFERENCE)) {
      network.write(layer.statistics(means(expected)));
      float[] input = new float[distances.size() * size];
      for (int n = 0; n < distances.size(); n++) {
        System.arraycopy(points, n * EVERY * size, input, n * size, size);
      }
      execution.setInput(input);
      execution.forward();
      for (int n = 0; n < distances.size(); n++) {
        double[] distance = Reference.numbers(distances.get(n));
        double mean = Arrays.stream(distance).average().orElseThrow();
        double[] features = DoubleStream.of(distance).map(z -> Math.max(0, mean - z)).toArray();
        assertThat(execution.logits(n)).containsExactly(features, within(1e-5));
      }
    }
  }

  private static float[] means(JsonNode expected) {
    float[] points = points(expected);
    int clusters = expected.get("clusters").intValue();
    KMeans kMeans = new KMeans(points, size(expected), clusters, 1);
    return kMeans.run(Arrays.copyOf(points, clusters * size(expected)));
  }

  private static int size(JsonNode expected) {
    return expected.get("size").intValue();
  }

  private static float[] points(JsonNode expected) {
    int size = size(expected);
    int groups = expected.get("groups").intValue();
    float[] points = new float[expected.get("points").intValue() * size];
    for (int i = 0; i < points.length; i++) {
      int group = i / size % groups;
      double center = Reference.wave(group * size + i % size + 1, 1);
      points[i] = (float) (center + 2 * Reference.wave(i + 1, 2));
    }
    return points;
  }

  /** The sum of the squared distances of all points from their nearest means. */
  private static double inertia(float[] points, float[] means, int size) {
    double sum = 0;
    for (int point = 0; point < points.length; point += size) {
      double nearest = Double.MAX_VALUE;
      for (int mean = 0; mean < means.length; mean += size) {
        double squares = 0;
        for (int i = 0; i < size; i++) {
          double difference = points[point + i] - means[mean + i];
          squares += difference * difference;
        }
        nearest = Math.min(nearest, squares);
      }
      sum += nearest;
    }
    return sum;
  }
}
