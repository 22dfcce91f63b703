package digitscope.ui.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ExponentialAverageTest {
  @Test
  void firstValueCountsFully() {
    assertThat(new ExponentialAverage(0.99).next(2.3)).isCloseTo(2.3, within(1e-12));
  }

  @Test
  void equalsTheWeightedMeanOfAllValues() {
    double[] values = {2.5, 1.75, 3, 0.5, 0.25};
    ExponentialAverage average = new ExponentialAverage(0.8);
    double last = Double.NaN;
    for (double value : values) {
      last = average.next(value);
    }
    double sum = 0;
    double weights = 0;
    for (int age = 0; age < values.length; age++) {
      sum += Math.pow(0.8, age) * values[values.length - 1 - age];
      weights += Math.pow(0.8, age);
    }
    assertThat(last).isCloseTo(sum / weights, within(1e-12));
  }

  @Test
  void withoutDecayFollowsEveryValue() {
    ExponentialAverage average = new ExponentialAverage(0);
    average.next(5);
    assertThat(average.next(-1)).isEqualTo(-1);
  }

  @Test
  void passesOverWhatIsNotANumber() {
    ExponentialAverage average = new ExponentialAverage(0.5);
    assertThat(average.next(Double.NaN)).isNaN();
    assertThat(average.next(4)).isEqualTo(4);
    assertThat(average.next(Double.POSITIVE_INFINITY)).isEqualTo(4);
  }
}
