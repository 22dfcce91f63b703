package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvaluationTest {
  /** Three classes; image by image: right, right but unsure, and three mistakes. */
  private final Evaluation five =
      new Evaluation(
          7,
          3,
          new byte[] {0, 1, 2, 2, 0},
          new float[] {
            0.9f, 0.1f, 0.0f, //
            0.3f, 0.4f, 0.3f, //
            0.6f, 0.3f, 0.1f, //
            0.8f, 0.0f, 0.2f, //
            0.1f, 0.2f, 0.7f
          },
          0.5);

  @Test
  void countsWhatWasTakenForWhat() {
    assertThat(five.confusion().toArray())
        .isDeepEqualTo(new int[][] {{1, 0, 1}, {0, 1, 0}, {2, 0, 0}});
    assertThat(five.accuracy()).isEqualTo(0.4);
  }

  @Test
  void ranksTheActualClass() {
    assertThat(IntStream.range(0, 5).map(five::rankOfActual)).containsExactly(1, 1, 3, 2, 3);
  }

  @Test
  void largestMistakesComeFirst() {
    assertThat(five.images(new CellChoice.AllErrors())).containsExactly(3, 4, 2);
    assertThat(five.images(new CellChoice.Cell(2, 0))).containsExactly(3, 2);
    assertThat(five.images(new CellChoice.FalseNegatives(2))).containsExactly(3, 2);
    assertThat(five.images(new CellChoice.FalsePositives(2))).containsExactly(4);
  }

  @Test
  void leastCertainComesFirstWhereAllAreRight() {
    float[] probabilities = {0.9f, 0.1f, 0.6f, 0.4f, 0.7f, 0.3f};
    Evaluation right = new Evaluation(0, 2, new byte[3], probabilities, 0);
    assertThat(right.images(new CellChoice.Cell(0, 0))).containsExactly(1, 2, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 62})
  void everyChoiceHasAsManyImagesAsTheMatrixCounts(int classes) {
    Evaluation evaluation = random(classes, 500);
    ConfusionMatrix matrix = evaluation.confusion();
    List<ClassMeasures> measures = matrix.measures();
    for (int actual = 0; actual < classes; actual++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        assertThat(evaluation.images(new CellChoice.Cell(actual, predicted)))
            .hasSize(matrix.count(actual, predicted));
      }
      assertThat(evaluation.images(new CellChoice.FalseNegatives(actual)))
          .hasSize(measures.get(actual).falseNegatives());
      assertThat(evaluation.images(new CellChoice.FalsePositives(actual)))
          .hasSize(measures.get(actual).falsePositives());
    }
    assertThat(evaluation.images(new CellChoice.AllErrors()))
        .hasSize(matrix.total() - matrix.correct());
  }

  @Test
  void cellsShareTheImagesOutWithoutRest() {
    Evaluation evaluation = random(10, 2000);
    List<Integer> all = new ArrayList<>();
    for (int cell = 0; cell < 100; cell++) {
      all.addAll(evaluation.images(new CellChoice.Cell(cell / 10, cell % 10)));
    }
    assertThat(all.stream().sorted())
        .containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
  }

  @Test
  void mistakesAreSortedByTheProbabilityOfTheWrongClass() {
    Evaluation evaluation = random(10, 2000);
    assertThat(evaluation.images(new CellChoice.AllErrors()))
        .isSortedAccordingTo(Comparator.comparing(image -> -evaluation.confidence(image)));
  }

  @Test
  void exactlyTheImagesThatWereReadRightlyHaveRankOne() {
    Evaluation evaluation = random(10, 2000);
    long first =
        IntStream.range(0, evaluation.size())
            .filter(image -> evaluation.rankOfActual(image) == 1)
            .count();
    assertThat(first).isEqualTo(evaluation.confusion().correct());
  }

  @Test
  void equalProbabilitiesGoToTheFirstClassAndRankLikeIt() {
    float[] equal = {0.5f, 0.5f, 0.5f, 0.5f};
    Evaluation evaluation = new Evaluation(0, 2, new byte[] {0, 1}, equal, 0);
    assertThat(evaluation.predicted(0)).isZero();
    assertThat(evaluation.rankOfActual(0)).isEqualTo(1);
    assertThat(evaluation.rankOfActual(1)).isEqualTo(2);
  }

  @Test
  void rejectsTooFewProbabilities() {
    assertThatThrownBy(() -> new Evaluation(0, 10, new byte[3], new float[29], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 images of 10 classes need 30 probabilities, not 29");
  }

  private static Evaluation random(int classes, int images) {
    SplittableRandom random = new SplittableRandom(classes);
    byte[] labels = new byte[images];
    float[] probabilities = new float[images * classes];
    for (int image = 0; image < images; image++) {
      labels[image] = (byte) random.nextInt(classes);
      for (int label = 0; label < classes; label++) {
        // Coarse, so that there are ties.
        probabilities[image * classes + label] = random.nextInt(50) / 50f;
      }
    }
    return new Evaluation(0, classes, labels, probabilities, 0);
  }
}
