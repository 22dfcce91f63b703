package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitializationTest {
  private static final SimpleLayer DENSE = new Dense(200, 100);

  private static float[] drawn(Initialization initialisation, SimpleLayer layer, long seed) {
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto())) {
      network.initialize(initialisation, seed);
      return network.values();
    }
  }

  private static double variance(float[] values, int count) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    return squares / count - sum / count * (sum / count);
  }

  @Test
  void glorotHasTheVarianceOfThePaper() {
    float[] values = drawn(Initialization.GLOROT, DENSE, 1);
    assertThat(variance(values, DENSE.weightCount())).isCloseTo(2.0 / 300, within(2e-4));
    double limit = Math.sqrt(6.0 / 300);
    for (float value : values) {
      assertThat((double) value).isBetween(-limit, limit);
    }
  }

  @Test
  void heHasTheVarianceOfThePaper() {
    float[] values = drawn(Initialization.HE, DENSE, 1);
    assertThat(variance(values, DENSE.weightCount())).isCloseTo(2.0 / 200, within(3e-4));
  }

  @Test
  void aConvolutionCountsItsKernelAsInputs() {
    SimpleLayer layer = new Convolution(new MapShape(16, 8, 8), 64, 3, 3, 1, true);
    float[] values = drawn(Initialization.HE, layer, 1);
    assertThat(variance(values, layer.weightCount())).isCloseTo(2.0 / (9 * 16), within(5e-4));
  }

  @Test
  void biasesStartAtZero() {
    float[] values = drawn(Initialization.HE, DENSE, 1);
    assertThat(Arrays.copyOfRange(values, DENSE.weightCount(), values.length))
        .containsOnly(0f)
        .hasSize(100);
  }

  @Test
  void dependsOnTheSeedOnly() {
    assertThat(drawn(Initialization.HE, DENSE, 1))
        .isEqualTo(drawn(Initialization.HE, DENSE, 1))
        .isNotEqualTo(drawn(Initialization.HE, DENSE, 2));
  }

  /** The numbers that every machine must draw. */
  @Test
  void drawsTheSameNumbersForever() {
    float[] values = drawn(Initialization.HE, new Dense(2, 2), 1);
    assertThat(values).containsExactly(1.3542314f, -0.079488434f, -1.3033435f, -0.18818921f, 0, 0);
  }
}
