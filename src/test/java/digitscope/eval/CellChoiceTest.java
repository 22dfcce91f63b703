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
}
