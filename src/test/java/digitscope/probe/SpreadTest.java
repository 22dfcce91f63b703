package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void interpolatesQuantilesAsNumPyDoes() {
    // numpy.percentile([3, 1, 4, 1, 5], [0, 5, 25, 50, 75, 95, 100])
    Distribution found = Distribution.of(new float[] {3, 1, 4, 1, 5});

    assertThat(found.quantiles())
        .containsExactly(new double[] {1, 1, 1, 3, 4, 4.8, 5}, within(1e-12));
    assertThat(found.median()).isEqualTo(3);
    assertThat(found.mean()).isCloseTo(2.8, within(1e-12));
    assertThat(found.deviation()).isCloseTo(1.6, within(1e-12));
    assertThat(found.norm()).isCloseTo(Math.sqrt(52), within(1e-12));
  }

  @Test
  void estimatesQuantilesOfManyNumbersFromASampleThatNoPatternDeceives() {
    // Every 32nd number is large, as one of 32 channels might be.
    float[] values = new float[1 << 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 32 == 0 ? 100 : i / (float) values.length;
    }
    values[12_345] = -7;

    Distribution found = Distribution.of(values);

    assertThat(found.count()).isEqualTo(values.length);
    assertThat(found.least()).isEqualTo(-7);
    assertThat(found.greatest()).isEqualTo(100);
    // Of 1 a 32nd lies above; so half of all lie below 0.5 · 32 / 31.
    assertThat(found.median()).isCloseTo(0.5 * 32 / 31, within(0.02));
    assertThat(found.quantile(5)).isCloseTo(0.95 * 32 / 31, within(0.02));
  }

  @Test
  void saysThatNumbersAreNotFinite() {
    assertThat(Distribution.of(new float[] {1, Float.NaN}).isFinite()).isFalse();
    assertThat(Distribution.of(new float[] {1, Float.POSITIVE_INFINITY}).isFinite()).isFalse();
    assertThat(Distribution.of(new float[] {1, 2}).isFinite()).isTrue();
  }

  @Test
  void joinsWhatComesInParts() {
    Spread spread = new Spread(3);
    spread.add(new float[] {9, 3, 1}, 1, 3);
    spread.add(new float[] {4}, 0, 1);
    spread.add(new float[] {1, 5, 9}, 0, 2);

    assertThat(spread.distribution()).isEqualTo(Distribution.of(new float[] {3, 1, 4, 1, 5}));
  }
}
