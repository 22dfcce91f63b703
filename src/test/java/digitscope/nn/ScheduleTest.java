package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void constantStays() {
    assertThat(new Schedule.Constant().factor(7.5, 10)).isEqualTo(1);
  }

  @Test
  void inverseDecayHalvesAfterOneOverDecayEpochs() {
    assertThat(new Schedule.InverseDecay(0.25).factor(4, 10)).isEqualTo(0.5);
  }

  @Test
  void stepFallsAfterWholePeriods() {
    Schedule schedule = new Schedule.Step(3, 0.1);
    assertThat(schedule.factor(2.99, 10)).isEqualTo(1);
    assertThat(schedule.factor(3, 10)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.factor(8.9, 10)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void cosineGoesFromOneThroughTheMiddleToItsEnd() {
    Schedule schedule = new Schedule.Cosine(0.2);
    assertThat(schedule.factor(0, 10)).isEqualTo(1);
    assertThat(schedule.factor(5, 10)).isCloseTo(0.6, within(1e-12));
    assertThat(schedule.factor(10, 10)).isCloseTo(0.2, within(1e-12));
    assertThat(schedule.factor(12, 10)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void warmRestartsBeginAgainAfterPeriodsThatGrow() {
    Schedule schedule = new Schedule.WarmRestarts(2, 3, 0.1);
    assertThat(schedule.factor(0, 10)).isEqualTo(1);
    assertThat(schedule.factor(1, 10)).isCloseTo(0.55, within(1e-12));
    assertThat(schedule.factor(1.9999999, 10)).isCloseTo(0.1, within(1e-9));
    assertThat(schedule.factor(2, 10)).isEqualTo(1);
    assertThat(schedule.factor(5, 10)).isCloseTo(0.55, within(1e-12));
    assertThat(schedule.factor(8, 10)).isEqualTo(1);
  }

  @Test
  void oneCycleRisesToOneAndFallsToItsEnd() {
    Schedule schedule = new Schedule.OneCycle(0.3, 0.04, 0.001);
    assertThat(schedule.factor(0, 10)).isCloseTo(0.04, within(1e-12));
    assertThat(schedule.factor(1.5, 10)).isCloseTo(0.52, within(1e-12));
    assertThat(schedule.factor(3, 10)).isEqualTo(1);
    assertThat(schedule.factor(6.5, 10)).isCloseTo(0.5005, within(1e-12));
    assertThat(schedule.factor(10, 10)).isCloseTo(0.001, within(1e-12));
  }
}
