package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the numbers that {@code mcnemar.py} wrote. */
class PairedOutcomesTest {
  private static JsonNode expected() throws IOException {
    try (InputStream json = PairedOutcomesTest.class.getResourceAsStream("mcnemar.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    }
  }

  static Stream<JsonNode> tests() throws IOException {
    return StreamSupport.stream(expected().get("tests").spliterator(), false);
  }

  private static List<Integer> numbers(int from, int count) {
    return IntStream.range(from, from + count).boxed().toList();
  }

  private static PairedOutcomes outcomes(int onlyFirst, int onlySecond) {
    return new PairedOutcomes(
        List.of(), numbers(0, onlyFirst), numbers(onlyFirst, onlySecond), List.of());
  }

  /** An evaluation of these labels by a network that predicts those. */
  private static Evaluation evaluation(int[] labels, int... predicted) {
    byte[] actual = new byte[labels.length];
    float[] probabilities = new float[3 * labels.length];
    for (int i = 0; i < labels.length; i++) {
      actual[i] = (byte) labels[i];
      probabilities[3 * i + predicted[i]] = 1;
    }
    return new Evaluation(1, 3, actual, probabilities, 0);
  }

  @Test
  void sortsImagesByWhoPredictsThemCorrectly() {
    int[] labels = {0, 1, 2, 0, 1};
    PairedOutcomes found =
        PairedOutcomes.of(evaluation(labels, 0, 1, 0, 1, 0), evaluation(labels, 0, 2, 2, 1, 2));
    assertThat(found.bothCorrect()).containsExactly(0);
    assertThat(found.onlyFirst()).containsExactly(1);
    assertThat(found.onlySecond()).containsExactly(2);
    assertThat(found.bothWrong()).containsExactly(3, 4);
  }

  @Test
  void refusesOtherImages() {
    Evaluation first = evaluation(new int[] {0, 1}, 0, 1);
    Evaluation second = evaluation(new int[] {1, 0}, 0, 1);
    assertThatThrownBy(() -> PairedOutcomes.of(first, second))
        .hasMessageContaining("different images");
  }

  @ParameterizedTest
  @MethodSource("tests")
  void testsExactlyHoweverManyImagesThereAre(JsonNode expected) {
    int b = expected.get("b").intValue();
    int c = expected.get("c").intValue();
    double p = expected.get("p").doubleValue();
    assertThat(outcomes(b, c).mcNemar()).isCloseTo(p, within(1e-9 * p));
  }

  @Test
  void saysWhatTheTestMeans() {
    assertThat(outcomes(0, 0).sentence("A", "B"))
        .isEqualTo("A and B are correct on the same images.");
    assertThat(outcomes(10, 25).sentence("A", "B"))
        .isEqualTo(
            "10 images only A is correct on, 25 only B: more than chance makes likely (McNemar's "
                + "test, p = 0.017), so B is better on such images.");
    assertThat(outcomes(1, 0).sentence("A", "B"))
        .isEqualTo(
            "1 image only A is correct on, 0 only B: within chance (McNemar's test, p = 1.000), so "
                + "neither is shown to be better.");
    assertThat(outcomes(600, 460).sentence("A", "B")).contains("p < 0.001").contains("so A is");
  }

  @Test
  void marksCellsThatDifferMoreThanSeedsDo() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<ConfusionMatrix> seeds =
        StreamSupport.stream(expected().get("seeds").spliterator(), false)
            .map(node -> new ConfusionMatrix(json.convertValue(node, int[][].class)))
            .toList();
    double[][] deviations = MatrixDifference.deviations(seeds);
    double[][] wanted = json.convertValue(expected().get("deviations"), double[][].class);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(deviations[i]).containsExactly(wanted[i], within(1e-12));
    }
    MatrixDifference difference =
        new MatrixDifference(
            new ConfusionMatrix(new int[][] {{50, 0, 0}, {4, 46, 0}, {0, 0, 50}}),
            new ConfusionMatrix(new int[][] {{45, 5, 0}, {0, 50, 0}, {0, 0, 50}}));
    assertThat(difference.toArray()).isDeepEqualTo(new int[][] {{-5, 5, 0}, {-4, 4, 0}, {0, 0, 0}});
    double limit = 5 / MatrixDifference.LIMIT;
    double[][] spread = {{limit * 0.99, limit * 1.01, 0}, {0, 9, 9}, {0, 0, 0}};
    assertThat(difference.beyondSeeds(spread))
        .isDeepEqualTo(
            new boolean[][] {{true, false, false}, {true, false, false}, {false, false, false}});
  }

  @Test
  void needsTwoSeedsAndTheSameImages() {
    ConfusionMatrix one = new ConfusionMatrix(new int[][] {{3, 0}, {1, 2}});
    ConfusionMatrix other = new ConfusionMatrix(new int[][] {{3, 0}, {1, 3}});
    assertThatThrownBy(() -> MatrixDifference.deviations(List.of(one)))
        .hasMessageContaining("at least 2 trainings, not 1");
    assertThatThrownBy(() -> MatrixDifference.deviations(List.of(one, other)))
        .hasMessageContaining("different images");
    assertThatThrownBy(() -> new MatrixDifference(one, other))
        .hasMessageContaining("different images");
  }
}
