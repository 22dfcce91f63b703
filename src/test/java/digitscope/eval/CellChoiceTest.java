package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.CellChoice.Cell;
import digitscope.eval.CellChoice.Cells;
import digitscope.eval.CellChoice.FalseNegatives;
import digitscope.eval.CellChoice.FalsePositives;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CellChoiceTest {
  private static final CellChoice MIXED =
      new Cells(Set.of(new Cell(1, 2), new FalseNegatives(5), new FalsePositives(7)));

  @Test
  void partsComeAndGo() {
    Optional<CellChoice> one = CellChoice.toggled(Optional.empty(), new FalseNegatives(5));
    assertThat(one).contains(new FalseNegatives(5));
    Optional<CellChoice> two = CellChoice.toggled(one, new Cell(1, 2));
    assertThat(CellChoice.toggled(two, new FalsePositives(7))).contains(MIXED);
    assertThat(CellChoice.toggled(two, new FalseNegatives(5))).contains(new Cell(1, 2));
    assertThat(CellChoice.toggled(one, new FalseNegatives(5))).isEmpty();
    assertThat(CellChoice.toggled(Optional.of(new CellChoice.AllErrors()), new Cell(3, 4)))
        .contains(new Cell(3, 4));
  }

  @Test
  void includesWhatAnyOfItsPartsDoes() {
    assertThat(MIXED.includes(1, 2)).isTrue();
    assertThat(MIXED.includes(5, 0)).isTrue();
    assertThat(MIXED.includes(5, 5)).isFalse();
    assertThat(MIXED.includes(3, 7)).isTrue();
    assertThat(MIXED.includes(2, 1)).isFalse();
  }

  @Test
  void speaksOfClasses() {
    assertThat(MIXED.classes()).containsExactly(1, 2, 5, 7);
    assertThat(MIXED.isOf(8)).isTrue();
    assertThat(MIXED.isOf(7)).isFalse();
    assertThat(new CellChoice.AllErrors().classes()).isEmpty();
  }

  @Test
  void cellsAndLinesFitAmongClassesThatHaveAllOfTheirs() {
    assertThat(new Cell(2, 4).isOf(5)).isTrue();
    assertThat(new Cell(2, 4).isOf(4)).isFalse();
    assertThat(new Cell(4, 2).isOf(4)).isFalse();
    assertThat(new FalseNegatives(4).isOf(5)).isTrue();
    assertThat(new FalseNegatives(4).isOf(4)).isFalse();
    assertThat(new FalsePositives(4).isOf(4)).isFalse();
  }

  @Test
  void cellsAreNoLines() {
    assertThat(new Cell(1, 2).line()).isEmpty();
    assertThat(new FalseNegatives(1).line()).contains(CellChoice.Line.ROW);
    assertThat(new FalsePositives(1).line()).contains(CellChoice.Line.COLUMN);
  }

  @Test
  void choicesOfImagesIncludeNoCellAndFitAmongAnyClasses() {
    CellChoice mislabeled = new CellChoice.Mislabeled();
    assertThat(mislabeled.includes(1, 2)).isFalse();
    assertThat(mislabeled.isOf(1)).isTrue();
    assertThat(mislabeled.isByCell()).isFalse();
    assertThat(new CellChoice.AllErrors().isOf(1)).isTrue();
  }

  /** Images 0 to 5 are of classes 0 0 1 1 2 2 and predicted as 0 1 1 2 2 0. */
  @Test
  void eachKindChoosesItsImages() {
    float[] probabilities = new float[18];
    int[] predicted = {0, 1, 1, 2, 2, 0};
    for (int image = 0; image < 6; image++) {
      probabilities[3 * image + predicted[image]] = 1;
    }
    EvaluationHistory history =
        EvaluationHistory.NONE.with(
            new Evaluation(1, 3, new byte[] {0, 0, 1, 1, 2, 2}, probabilities, 0));
    assertThat(history.images(new Cell(1, 2))).containsExactly(3);
    assertThat(history.images(new FalseNegatives(0))).containsExactly(1);
    assertThat(history.images(new FalsePositives(0))).containsExactly(5);
    assertThat(history.images(new Cells(Set.of(new Cell(0, 0), new FalsePositives(2)))))
        .containsExactlyInAnyOrder(0, 3);
    assertThat(history.images(new CellChoice.AllErrors())).containsExactlyInAnyOrder(1, 3, 5);
    assertThat(history.images(new CellChoice.Mislabeled())).containsExactlyInAnyOrder(1, 3, 5);
    assertThat(history.course(1, 0, 1)).containsExactly(0);
    assertThat(history.course(1, 1, 1)).containsExactly(1);
    assertThat(history.course(1, 1, 0)).isEmpty();
    assertThat(history.isEmpty()).isFalse();
    assertThat(EvaluationHistory.NONE.isEmpty()).isTrue();
    assertThat(history.newest().orElseThrow().probabilities(4)).containsExactly(0, 0, 1);
  }

  @Test
  void queriesAreFilteredWhereTheyLeaveOutProbabilities() {
    GalleryQuery.Range half = new GalleryQuery.Range(0, 0.5);
    GalleryQuery all = GalleryQuery.ALL;
    assertThat(all.isFiltered()).isFalse();
    assertThat(new GalleryQuery(all.order(), false, half, all.rival(), all.grouping()).isFiltered())
        .isTrue();
    assertThat(
            new GalleryQuery(all.order(), false, all.confidence(), half, all.grouping())
                .isFiltered())
        .isTrue();
    assertThat(half.contains(0)).isTrue();
    assertThat(half.contains(0.5)).isTrue();
    assertThat(half.contains(Math.nextUp(0.5))).isFalse();
  }
}
