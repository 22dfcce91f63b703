package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DamagedLinesTest {
  private final DamagedLines damage = new DamagedLines();

  @Test
  void saysNothingOfASoundFile() {
    damage.attempt(3, () -> {});
    assertThat(damage.sentence()).isEmpty();
  }

  @Test
  void namesTheOneDamagedLine() {
    damage.attempt(3, () -> Integer.parseInt("no number"));
    assertThat(damage.sentence()).contains("line 3 is damaged and was skipped");
  }

  @Test
  void countsTheLinesAndNamesTheFirst() {
    damage.add(3);
    damage.add(7);
    assertThat(damage.sentence())
        .contains("2 lines are damaged and were skipped, the first at line 3");
  }
}
