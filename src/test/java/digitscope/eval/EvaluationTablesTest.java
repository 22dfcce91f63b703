package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Worked out by hand. */
final class EvaluationTablesTest {
  private static final List<String> NAMES = List.of("ant", "bee", "cat");

  /**
   * Three ants, two of them taken for bees; one bee, predicted correctly; no cat, and nothing taken
   * for one.
   */
  private final Evaluation four =
      new Evaluation(
          7,
          3,
          new byte[] {0, 0, 1, 0},
          new float[] {
            0.75f, 0.25f, 0.0f, //
            0.25f, 0.5f, 0.25f, //
            0.125f, 0.875f, 0.0f, //
            0.0f, 1.0f, 0.0f
          },
          0.5);

  @Test
  void matrixHasARowForEachActualClass() {
    assertThat(EvaluationTables.matrix(four.confusion(), NAMES))
        .containsExactly(
            List.of("actual", "ant", "bee", "cat"),
            List.of("ant", "1", "2", "0"),
            List.of("bee", "0", "1", "0"),
            List.of("cat", "0", "0", "0"));
  }

  private static final String THIRD = String.valueOf(1 / 3.0);

  @Test
  void undefinedMeasuresAreEmpty() {
    assertThat(EvaluationTables.classes(four.confusion(), NAMES))
        .containsExactly(
            List.of(
                "label",
                "name",
                "precision",
                "recall",
                "accuracy",
                "f1",
                "tp",
                "fp",
                "fn",
                "actual"),
            List.of("0", "ant", "1.0", THIRD, THIRD, "0.5", "1", "0", "2", "3"),
            List.of("1", "bee", THIRD, "1.0", "1.0", "0.5", "1", "2", "0", "1"),
            List.of("2", "cat", "", "", "", "", "0", "0", "0", "0"));
  }

  @Test
  void aHistoryTellsAlsoRivalsLossAndWhenImagesWereLearned() {
    float[] right = {1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0};
    Evaluation before = new Evaluation(3, 3, new byte[] {0, 0, 1, 0}, right, 0.1);
    EvaluationHistory history = EvaluationHistory.NONE.with(before).with(four);
    List<List<String>> rows = EvaluationTables.images(history, NAMES, List.of(1, 0, 3));
    assertThat(rows.get(0).subList(0, 8)).isEqualTo(EvaluationTables.errors(four, NAMES).get(0));
    assertThat(rows.get(0).subList(8, 15))
        .containsExactly(
            "rival",
            "rival_name",
            "rival_probability",
            "loss",
            "margin",
            "learned_step",
            "times_forgotten");
    assertThat(rows.get(1).subList(8, 15))
        .containsExactly("0", "ant", "0.25", String.valueOf(-Math.log(0.25)), "-0.25", "3", "1");
    assertThat(rows.get(2).subList(8, 15))
        .containsExactly("1", "bee", "0.25", String.valueOf(-Math.log(0.75)), "0.5", "3", "0");
    assertThat(rows.get(3).get(13)).isEmpty();
  }

  @Test
  void tellsTheImagesThatWereReadCorrectlyTheLeastCertainFirst() {
    List<List<String>> rows = EvaluationTables.correct(four, NAMES);
    assertThat(rows.get(0)).isEqualTo(EvaluationTables.errors(four, NAMES).get(0));
    assertThat(rows.subList(1, rows.size()))
        .extracting(row -> row.get(0))
        .containsExactly("0", "2");
    assertThat(rows.size() + EvaluationTables.errors(four, NAMES).size()).isEqualTo(4 + 2);
  }

  @Test
  void largestMistakeComesFirst() {
    assertThat(EvaluationTables.errors(four, NAMES))
        .containsExactly(
            List.of(
                "index",
                "actual",
                "actual_name",
                "predicted",
                "predicted_name",
                "confidence",
                "actual_probability",
                "actual_rank"),
            List.of("3", "0", "ant", "1", "bee", "1.0", "0.0", "2"),
            List.of("1", "0", "ant", "1", "bee", "0.5", "0.25", "2"));
  }
}
