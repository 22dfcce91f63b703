package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digitscope.eval.SuspectLabels.Suspect;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuspectLabelsTest {
  /** Places of the cases in confident-learning.json. */
  private static final int BY_HAND = 0;

  private static final int PLANTED = 1;

  /** Two of class 0, two of class 1, and two of class 1 that look like class 0. */
  private static final Evaluation EVALUATION =
      new Evaluation(
          1,
          2,
          new byte[] {0, 0, 1, 1, 1, 1},
          new float[] {0.9f, 0.1f, 0.8f, 0.2f, 0, 1, 0, 1, 0.95f, 0.05f, 0.75f, 0.25f},
          0);

  @Test
  void queueGoesOnWithMisreadImagesOfWhichTheNetworkIsLessSure() {
    SuspectLabels.Queue queue = SuspectLabels.queue(EVALUATION);

    // The mean probability of 0 for images labeled 0 is 0.85.
    assertThat(queue.suspects()).extracting(Suspect::image).containsExactly(4);
    assertThat(queue.misread()).extracting(Suspect::image).containsExactly(5);
    assertThat(queue.misread().get(0).suggestion()).isZero();
    assertThat(queue.all()).extracting(Suspect::image).containsExactly(4, 5);
    assertThat(SuspectLabels.of(EVALUATION)).isEqualTo(queue.suspects());
  }

  /** The confident joint, its errors and their order as {@code confident-learning.py} has them. */
  @ParameterizedTest
  @ValueSource(ints = {BY_HAND, PLANTED})
  void areThoseOffTheDiagonalOfTheConfidentJoint(int number) throws IOException {
    JsonNode expected = expected(number);
    List<Suspect> suspects = SuspectLabels.of(evaluation(expected));

    List<Suspect> errors = new ArrayList<>();
    for (JsonNode error : expected.get("errors")) {
      int image = error.get("image").intValue();
      errors.add(
          new Suspect(
              image,
              expected.get("labels").get(image).intValue(),
              error.get("suggestion").intValue(),
              error.get("margin").doubleValue()));
    }
    assertThat(suspects)
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(new DoubleComparator(1e-9), Double.class)
                .build())
        .containsExactlyElementsOf(errors);
    int classes = expected.get("classes").intValue();
    for (int label = 0; label < classes; label++) {
      for (int believed = 0; believed < classes; believed++) {
        List<Integer> cell = List.of(label, believed);
        long count =
            label == believed ? 0 : expected.get("joint").get(label).get(believed).asLong();
        assertThat(suspects)
            .filteredOn(suspect -> List.of(suspect.label(), suspect.suggestion()).equals(cell))
            .hasSize((int) count);
      }
    }
  }

  /** Digits of scikit-learn with 36 labels of 600 replaced, judged by logistic regression. */
  @Test
  void findMostPlantedErrorsAndLittleElse() throws IOException {
    JsonNode expected = expected(PLANTED);
    Set<Integer> planted = new TreeSet<>();
    expected.get("planted").forEach(image -> planted.add(image.intValue()));
    assertThat(planted).hasSize(36);

    List<Integer> found =
        SuspectLabels.of(evaluation(expected)).stream().map(Suspect::image).toList();

    double right = found.stream().filter(planted::contains).count();
    assertThat(right / found.size()).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(right / planted.size()).as("recall").isGreaterThanOrEqualTo(0.75);
  }

  private static JsonNode expected(int number) throws IOException {
    try (InputStream json =
        SuspectLabelsTest.class.getResourceAsStream("confident-learning.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json)).get(number);
    }
  }

  private static Evaluation evaluation(JsonNode expected) {
    byte[] labels = new byte[expected.get("labels").size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) expected.get("labels").get(i).intValue();
    }
    float[] probabilities = new float[expected.get("probabilities").size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (float) expected.get("probabilities").get(i).doubleValue();
    }
    return new Evaluation(1, expected.get("classes").intValue(), labels, probabilities, 0);
  }
}
