package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice.FalseNegatives;
import digitscope.eval.CellChoice.FalsePositives;
import digitscope.eval.ChoiceHistory.Measure;
import digitscope.eval.EvaluationHistory.Change;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoiceHistoryTest {
  /** Two zeros, two ones and a two, each read as its digit here says. */
  private static Evaluation reading(long step, String predicted) {
    float[] probabilities = new float[15];
    for (int image = 0; image < 5; image++) {
      probabilities[image * 3 + predicted.charAt(image) - '0'] = 1;
    }
    return new Evaluation(step, 3, new byte[] {0, 0, 1, 1, 2}, probabilities, 0);
  }

  private static final EvaluationHistory HISTORY =
      EvaluationHistory.NONE
          .with(reading(10, "11010"))
          .with(reading(20, "00111"))
          .with(reading(30, "01112"));

  @Test
  void countsTheImagesOfCells() {
    ChoiceHistory course = ChoiceHistory.of(HISTORY, new CellChoice.Cell(0, 1));
    assertThat(course.steps()).containsExactly(10, 20, 30);
    assertThat(course.images()).containsExactly(2, 0, 1);
    assertThat(course.measure()).isEmpty();
    assertThat(ChoiceHistory.of(HISTORY, new CellChoice.AllErrors()).images())
        .containsExactly(4, 1, 1);
  }

  @Test
  void measuresTheRecallOfRowsAndThePrecisionOfColumns() {
    ChoiceHistory rows = ChoiceHistory.of(HISTORY, new FalseNegatives(0));
    assertThat(rows.measure()).contains(Measure.RECALL);
    assertThat(rows.values()).containsExactly(0, 1, 0.5);
    ChoiceHistory column = ChoiceHistory.of(HISTORY, new FalsePositives(2));
    assertThat(column.measure()).contains(Measure.PRECISION);
    assertThat(column.values()).containsExactly(Double.NaN, Double.NaN, 1);
    ChoiceHistory both =
        ChoiceHistory.of(
            HISTORY, new CellChoice.Cells(Set.of(new FalseNegatives(0), new FalseNegatives(2))));
    assertThat(both.values()).containsExactly(0, 2 / 3.0, 2 / 3.0);
    assertThat(both.images()).containsExactly(3, 1, 1);
  }

  @Test
  void followsImagesThatNoCellHolds() {
    ChoiceHistory newlyRight =
        ChoiceHistory.of(HISTORY, new CellChoice.Changed(Change.NEWLY_RIGHT, 10));
    // The first zero, the first one and the two are right now, which they were not at step 10.
    assertThat(newlyRight.images()).containsExactly(3, 1, 0);
    assertThat(newlyRight.measure()).isEmpty();
  }
}
