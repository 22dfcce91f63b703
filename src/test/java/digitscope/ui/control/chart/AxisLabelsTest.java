package digitscope.ui.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.ValueUnit;
import digitscope.ui.control.chart.SeriesData.Extremes;
import digitscope.ui.control.images.ValueScale;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands beside the marks of an axis, whatever values it holds. */
final class AxisLabelsTest {
  private static final int RANGES = 20_000;

  /** More would not fit beside a chart. */
  private static final int MOST_CHARACTERS = 11;

  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(ValueScale.class)
  void everyMarkHasANumberOfItsOwn(ValueScale scale) {
    for (int i = 0; i < RANGES; i++) {
      boolean isPart = scale == ValueScale.NINES || random.nextBoolean();
      ValueUnit unit = isPart ? ValueUnit.PERCENT : ValueUnit.NUMBER;
      Extremes values = isPart ? parts() : numbers(scale);
      ValueAxis axis = ValueAxis.around(values, scale, unit);
      List<Double> ticks = scale.ticks(axis.low(), axis.high(), random.nextInt(12));
      List<String> labels = unit.ticks(ticks);
      String about = values + " on " + scale + ": " + ticks;
      assertThat(labels).as(about).hasSizeGreaterThan(1).doesNotHaveDuplicates();
      assertThat(labels)
          .as(about)
          .allMatch(label -> label.replace(",", "").length() <= MOST_CHARACTERS);
    }
  }

  @ParameterizedTest
  @EnumSource(ValueUnit.class)
  void valuesThatHardlyDifferAreTold(ValueUnit unit) {
    assertThat(unit.ticks(List.of(0.5742799, 0.5742801, 0.5742803))).doesNotHaveDuplicates();
    assertThat(unit.ticks(List.of(1.0001e-7, 1.0002e-7))).doesNotHaveDuplicates();
    assertThat(unit.ticks(List.of(12_345_678.0, 12_345_679.0))).doesNotHaveDuplicates();
    assertThat(unit.ticks(List.of())).isEmpty();
  }

  private Extremes parts() {
    double low = random.nextInt(4) == 0 ? 1 : random.nextDouble();
    double span = random.nextBoolean() ? 0 : (1 - low) * Math.pow(10, -8 * random.nextDouble());
    return new Extremes(low, Math.min(1, low + span));
  }

  private Extremes numbers(ValueScale scale) {
    double size = Math.pow(10, 12 * random.nextDouble() - 6);
    double low = scale == ValueScale.LOGARITHMIC || random.nextBoolean() ? size : -size;
    double span = random.nextInt(3) == 0 ? 0 : size * Math.pow(10, 10 * random.nextDouble() - 9);
    return new Extremes(low, low + span);
  }
}
