package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.vector.SmallDense;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the native products in double precision. */
class SmallDenseTest {
  private static final Offset<Double> ROUNDING = Offset.offset(1e-4);

  @ParameterizedTest
  @CsvSource({
    "70, 30, 250",
    "30, 10, 250",
    "64, 10, 16",
    "1, 1, 1",
    "33, 65, 3",
    "128, 64, 7",
    "576, 64, 16"
  })
  void givesWhatTheNativeProductsGive(int inputs, int units, int batch) {
    Dense layer = new Dense(inputs, units);
    assertThat(SmallDense.obstacle(layer)).isEmpty();
    Passage expected = Passage.ofNative(layer, batch);
    Passage found =
        Passage.of(
            layer,
            batch,
            Precision.FLOAT,
            (binding, gradients) -> SmallDense.passes(layer, binding, gradients));
    assertThat(found.output()).containsExactly(expected.output(), ROUNDING);
    assertThat(found.inputGradient()).containsExactly(expected.inputGradient(), ROUNDING);
    assertThat(found.parameterGradient()).containsExactly(expected.parameterGradient(), ROUNDING);
  }

  @Test
  void isForFewWeights() {
    assertThat(SmallDense.obstacle(new Dense(65_536, 1))).isPresent();
  }
}
