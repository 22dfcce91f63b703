package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RateChangesTest {
  private final MetricLog log = new MetricLog();
  private final RateChanges changes = new RateChanges();

  @Test
  void findsWhereASchedulesStepsOrAUsersHandChangedTheRate() {
    append(1, 0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.005, 0.005);
    assertThat(changes.follow(log)).containsExactly(4L, 7L);
  }

  @Test
  void findsNoneInAWarmUpOrACosine() {
    append(1, 0.0001, 0.0002, 0.0003, 0.0004, 0.0005, 0.0006, 0.00061, 0.0006, 0.00058);
    assertThat(changes.follow(log)).isEmpty();
  }

  @Test
  void findsAJumpAfterAWarmUp() {
    append(1, 0.001, 0.002, 0.003, 0.003, 0.003, 0.0003, 0.0003);
    assertThat(changes.follow(log)).containsExactly(6L);
  }

  @Test
  void readsALogThatGrowsPointByPoint() {
    double[] rates = {0.01, 0.01, 0.001, 0.001, 0.01, 0.01};
    List<Long> found = List.of();
    for (int i = 0; i < rates.length; i++) {
      append(i + 1, rates[i]);
      found = changes.follow(log);
    }
    assertThat(found).containsExactly(3L, 5L);
  }

  private void append(long first, double... rates) {
    for (int i = 0; i < rates.length; i++) {
      log.append(Metric.LEARNING_RATE, first + i, rates[i]);
    }
  }
}
