package digitscope.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetricLogTest {
  /** More points than the room that there is at first, twice over. */
  @Test
  void readersGetWhatCameAfterThePointsThatTheyHave() {
    MetricLog log = new MetricLog();
    for (int step = 1; step <= 3_000; step++) {
      log.append(Metric.BATCH_LOSS, 2L * step, 0.5 * step);
    }
    log.append(Metric.TEST_LOSS, 7, 1.25);

    assertThat(log.size(Metric.BATCH_LOSS)).isEqualTo(3_000);
    MetricLog.Points newest = log.read(Metric.BATCH_LOSS, 2_998);
    assertThat(newest.size()).isEqualTo(2);
    assertThat(newest.steps()).containsExactly(5_998, 6_000);
    assertThat(newest.values()).containsExactly(1_499.5, 1_500);
    assertThat(log.read(Metric.BATCH_LOSS, 0).steps()[1_500]).isEqualTo(3_002);
    assertThat(log.read(Metric.BATCH_LOSS, 5_000).size()).isZero();
    assertThat(log.read(Metric.TEST_LOSS, 0).values()).containsExactly(1.25);
    assertThat(log.size(Metric.PENALTY)).isZero();
  }

  @Test
  void givesTheValueOfAStepIfThereIsOne() {
    MetricLog log = new MetricLog();
    log.append(Metric.TEST_ACCURACY, 0, 0.1);
    log.append(Metric.TEST_ACCURACY, 40, 0.9);
    assertThat(log.valueAt(Metric.TEST_ACCURACY, 0)).hasValue(0.1);
    assertThat(log.valueAt(Metric.TEST_ACCURACY, 40)).hasValue(0.9);
    assertThat(log.valueAt(Metric.TEST_ACCURACY, 20)).isEmpty();
    assertThat(log.valueAt(Metric.TEST_LOSS, 0)).isEmpty();
  }

  @Test
  void givesAPastThatGrowsNoMore() {
    MetricLog log = new MetricLog();
    log.append(Metric.TEST_LOSS, 10, 2.5);
    log.append(Metric.TEST_LOSS, 20, 1.5);
    log.append(Metric.BATCH_LOSS, 21, 0.5);
    MetricLog past = log.until(20);
    log.append(Metric.PENALTY, 5, 1);
    assertThat(past.read(Metric.TEST_LOSS, 0).steps()).containsExactly(10, 20);
    assertThat(past.read(Metric.TEST_LOSS, 0).values()).containsExactly(2.5, 1.5);
    assertThat(past.size(Metric.BATCH_LOSS)).isZero();
    assertThat(past.size(Metric.PENALTY)).isZero();
    assertThat(log.until(19).read(Metric.TEST_LOSS, 0).steps()).containsExactly(10);
  }

  @Test
  void accuraciesAreSharesAndRatesAreNotNegative() {
    for (Metric metric : Metric.values()) {
      boolean isShare = metric.name().endsWith("ACCURACY");
      boolean isRate = metric == Metric.LEARNING_RATE;
      assertThat(metric.canBe(0)).isTrue();
      assertThat(metric.canBe(1)).isTrue();
      assertThat(metric.canBe(1.01)).as("%s", metric).isEqualTo(!isShare);
      assertThat(metric.canBe(-0.01)).as("%s", metric).isEqualTo(!isShare && !isRate);
      assertThat(metric.canBe(Double.NaN)).as("%s", metric).isEqualTo(!isRate);
    }
  }
}
