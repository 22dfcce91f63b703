package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.SeriesData.Extremes;
import digitscope.ui.control.chart.ValueAxis;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ValueScaleTest {
  @Test
  void linearTicksAreRound() {
    assertThat(percent(ValueScale.LINEAR.ticks(0, 1, 5)))
        .isEqualTo("0 %, 20 %, 40 %, 60 %, 80 %, 100 %");
    assertThat(numbers(ValueScale.LINEAR.ticks(0.013, 0.087, 4)))
        .isEqualTo("0.02, 0.04, 0.06, 0.08");
    assertThat(numbers(ValueScale.LINEAR.ticks(0, 1_000_000, 5)))
        .isEqualTo("0, 200,000, 400,000, 600,000, 800,000, 1,000,000");
  }

  @Test
  void aLowChartHasTwoTicksAtLeast() {
    assertThat(numbers(ValueScale.LINEAR.ticks(0, 690, 1))).isEqualTo("0, 500");
    assertThat(ValueScale.LINEAR.ticks(0.1767, 0.1789, 2)).hasSize(2);
    assertThat(ValueScale.LINEAR.ticks(0.013, 0.087, 0)).hasSizeGreaterThan(1);
  }

  @Test
  void logarithmicTicksFillTheRoomThatThereIs() {
    assertThat(numbers(ValueScale.LOGARITHMIC.ticks(-1, 1, 6)))
        .isEqualTo("0.1, 0.2, 0.5, 1, 2, 5, 10");
    assertThat(numbers(ValueScale.LOGARITHMIC.ticks(-6, 0, 6)))
        .isEqualTo("1e-6, 1e-5, 0.0001, 0.001, 0.01, 0.1, 1");
    assertThat(numbers(ValueScale.LOGARITHMIC.ticks(-6, 0, 3))).isEqualTo("1e-6, 0.0001, 0.01, 1");
  }

  @Test
  void ninesAreEquallyFarApart() {
    double ninety = ValueScale.NINES.place(0.9);
    double ninetyNine = ValueScale.NINES.place(0.99);
    assertThat(ninetyNine - ninety).isCloseTo(ninety - ValueScale.NINES.place(0), within(1e-9));
    assertThat(percent(ValueScale.NINES.ticks(0, 3, 3))).isEqualTo("0 %, 90 %, 99 %, 99.9 %");
  }

  @Test
  void perfectAccuracyHasAPlaceAmongTheNines() {
    assertThat(ValueScale.NINES.place(1)).isEqualTo(ValueScale.NINES.place(0.9999));
  }

  @Test
  void axisHoldsAllValuesAndZeroWhereItIsNear() {
    ValueAxis axis = ValueAxis.around(new Extremes(0.02, 2.3), ValueScale.LINEAR, ValueUnit.NUMBER);
    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isGreaterThan(2.3);
    ValueAxis far =
        ValueAxis.around(new Extremes(0.97, 0.99), ValueScale.LINEAR, ValueUnit.PERCENT);
    assertThat(far.low()).isBetween(0.96, 0.97);
    assertThat(far.high()).isBetween(0.99, 1.0);
  }

  @Test
  void axisOfOneValueHasALength() {
    ValueAxis axis = ValueAxis.around(new Extremes(0, 0), ValueScale.LINEAR, ValueUnit.NUMBER);
    assertThat(axis.high()).isGreaterThan(axis.low());
  }

  @Test
  void readingsAreShortAndUndefinedOnesADash() {
    assertThat(ValueUnit.PERCENT.reading(0.98765)).isEqualTo("98.77 %");
    assertThat(ValueUnit.NUMBER.reading(0.123456)).isEqualTo("0.1235");
    assertThat(ValueUnit.NUMBER.reading(1407)).isEqualTo("1,407");
    assertThat(ValueUnit.NUMBER.reading(0.00001234)).isEqualTo("1.23e-5");
    assertThat(ValueUnit.NUMBER.reading(Double.NaN)).isEqualTo("–");
  }

  private static String numbers(List<Double> ticks) {
    return ticks.stream().map(ValueUnit.NUMBER::tick).collect(Collectors.joining(", "));
  }

  private static String percent(List<Double> ticks) {
    return ticks.stream().map(ValueUnit.PERCENT::tick).collect(Collectors.joining(", "));
  }
}
