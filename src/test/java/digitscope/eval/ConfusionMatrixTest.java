package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ConfusionMatrixTest {
  private final int[][] counts = {{5, 1, 0}, {2, 0, 0}, {0, 0, 0}};
  private final ConfusionMatrix matrix = new ConfusionMatrix(counts);

  @Test
  void rowsAreActualAndColumnsPredicted() {
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.actual(0)).isEqualTo(6);
    assertThat(matrix.predicted(0)).isEqualTo(7);
    assertThat(matrix.total()).isEqualTo(8);
    assertThat(matrix.correct()).isEqualTo(5);
    assertThat(matrix.rowShare(1, 0)).isEqualTo(1);
  }

  @Test
  void partsOfARowAddUpToOne() {
    double sum = matrix.rowShare(0, 0) + matrix.rowShare(0, 1) + matrix.rowShare(0, 2);
    assertThat(sum).isEqualTo(1);
  }

  @Test
  void whatIsUndefinedIsNotANumber() {
    ClassMeasures empty = matrix.measures().get(2);
    assertThat(empty.precision()).isNaN();
    assertThat(empty.recall()).isNaN();
    assertThat(empty.f1()).isNaN();
    assertThat(matrix.rowShare(2, 0)).isNaN();
    assertThat(new ConfusionMatrix(new int[2][2]).accuracy()).isNaN();
  }

  @Test
  void whatIsZeroIsNotUndefined() {
    ClassMeasures never = matrix.measures().get(1);
    assertThat(never.precision()).isZero();
    assertThat(never.recall()).isZero();
    assertThat(never.f1()).isZero();
  }

  @Test
  void doesNotChangeWithTheArraysItWasMadeFromOrGaveAway() {
    counts[0][0] = 99;
    matrix.toArray()[0][0] = 99;
    assertThat(matrix.count(0, 0)).isEqualTo(5);
  }

  @Test
  void isEqualToAMatrixOfTheSameCounts() {
    assertThat(matrix)
        .isEqualTo(new ConfusionMatrix(matrix.toArray()))
        .hasSameHashCodeAs(new ConfusionMatrix(matrix.toArray()))
        .isNotEqualTo(new ConfusionMatrix(new int[3][3]));
  }

  @Test
  void rejectsWhatIsNotSquare() {
    assertThatThrownBy(() -> new ConfusionMatrix(new int[2][3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A confusion matrix is square: row 0 of 2 has 3 columns");
  }

  @Test
  void rejectsNegativeCounts() {
    assertThatThrownBy(() -> new ConfusionMatrix(new int[][] {{1, -2}, {0, 1}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A confusion matrix counts: row 0, column 1 is -2");
  }
}
