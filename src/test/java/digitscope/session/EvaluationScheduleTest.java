package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationScheduleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long FAR = 100 * SECOND;

  private final EvaluationSchedule rhythm = new EvaluationSchedule();

  @Test
  void evaluatesAtOnceAndSoonAfter() {
    assertThat(rhythm.isDue(FAR)).isTrue();
    rhythm.evaluated(SECOND / 2);
    assertThat(rhythm.isDue(FAR)).isFalse();
    rhythm.trained(2 * SECOND);
    assertThat(rhythm.isDue(FAR)).isTrue();
  }

  @Test
  void spendsAnEighthOfTheTimeOnSlowEvaluations() {
    rhythm.evaluated(SECOND);
    rhythm.evaluated(SECOND);
    rhythm.trained(6 * SECOND);
    assertThat(rhythm.isDue(FAR)).isFalse();
    rhythm.trained(SECOND);
    assertThat(rhythm.isDue(FAR)).isTrue();
  }

  @Test
  void waitsForTheEndOfTheEpochWhenItIsNear() {
    rhythm.evaluated(SECOND / 10);
    rhythm.trained(2 * SECOND);
    assertThat(rhythm.isDue(SECOND / 10)).isFalse();
  }

  @Test
  void countsEvaluationsIntoTheRemainingTime() {
    rhythm.evaluated(SECOND);
    rhythm.evaluated(SECOND);
    assertThat(rhythm.withEvaluations(14 * SECOND, 1)).isEqualTo(17 * SECOND);
  }
}
