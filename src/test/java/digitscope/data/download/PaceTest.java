package digitscope.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = -5 * SECOND; // System.nanoTime() may be negative

  private final Pace pace = new Pace(new Pace.Least(1000, Duration.ofMinutes(1)), START, 400);

  @Test
  void endsAByteASecondAfterAMinute() {
    for (int second = 1; second < 60; second++) {
      assertThat(pace.isTooSlow(START + second * SECOND, 400 + second)).isFalse();
    }
    assertThat(pace.isTooSlow(START + 60 * SECOND, 460)).isTrue();
  }

  @Test
  void goesOnAsLongAsEnoughArrives() {
    for (int second = 1; second < 1000; second++) {
      assertThat(pace.isTooSlow(START + second * SECOND, 400 + 17L * second)).isFalse();
    }
  }

  @Test
  void countsFromTheStartIfThatIsWhatComes() {
    for (int second = 1; second < 1000; second++) {
      assertThat(pace.isTooSlow(START + second * SECOND, 17L * second)).isFalse();
    }
  }

  @Test
  void endsWhatBecameSlowAMinuteAfterThat() {
    assertThat(pace.isTooSlow(START + 30 * SECOND, 1_000_000)).isFalse();
    assertThat(pace.isTooSlow(START + 89 * SECOND, 1_000_059)).isFalse();
    assertThat(pace.isTooSlow(START + 90 * SECOND, 1_000_060)).isTrue();
  }
}
