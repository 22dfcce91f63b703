package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitImportanceTest {
  private static final ConfusionMatrix BEFORE =
      new ConfusionMatrix(new int[][] {{8, 2, 0}, {0, 4, 0}, {1, 0, 9}});

  /** Without unit 0 class 1 loses half; without unit 1 nothing changes; without 2 class 0 gains. */
  private static final UnitImportance IMPORTANCE =
      new UnitImportance(
          7,
          2,
          BEFORE,
          List.of(
              new ConfusionMatrix(new int[][] {{7, 3, 0}, {1, 2, 1}, {1, 0, 9}}),
              BEFORE,
              new ConfusionMatrix(new int[][] {{10, 0, 0}, {1, 3, 0}, {2, 0, 8}})));

  @Test
  void ranksTheClassesOfAUnitByTheirLossOfRecall() {
    assertThat(IMPORTANCE.classes(0))
        .extracting(UnitImportance.Loss::label)
        .containsExactly(1, 0, 2);
    assertThat(IMPORTANCE.loss(0, 1)).isEqualTo(new UnitImportance.Loss(1, 0.5, 2));
    assertThat(IMPORTANCE.loss(0, 0).recall()).isCloseTo(0.1, within(1e-12));
    assertThat(IMPORTANCE.classes(2))
        .extracting(UnitImportance.Loss::label)
        .containsExactly(1, 2, 0);
    assertThat(IMPORTANCE.loss(2, 0)).isEqualTo(new UnitImportance.Loss(0, -0.2, -2));
  }

  @Test
  void ranksTheUnitsByWhatTheyCostTheClassThatLosesMost() {
    assertThat(IMPORTANCE.units()).containsExactly(0, 2, 1);
    assertThat(IMPORTANCE.accuracyLoss(0)).isCloseTo(3 / 24.0, within(1e-12));
    assertThat(IMPORTANCE.accuracyLoss(2)).isCloseTo(0, within(1e-12));
  }

  @Test
  void aClassWithoutImagesLosesNothing() {
    ConfusionMatrix empty = new ConfusionMatrix(new int[][] {{1, 0}, {0, 0}});
    UnitImportance importance = new UnitImportance(0, 0, empty, List.of(empty));
    assertThat(importance.loss(0, 1)).isEqualTo(new UnitImportance.Loss(1, 0, 0));
  }
}
