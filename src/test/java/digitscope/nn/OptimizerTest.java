package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
  private static final double RATE = 0.1;

  /** With a constant gradient g = 2 from w = 1, every rule has a closed form after three steps. */
  private static float afterThreeSteps(Optimizer optimizer) {
    float[] w = {1};
    float[] state = new float[optimizer.stateSize(1)];
    for (int t = 0; t < 3; t++) {
      optimizer.step(w, w.length, new float[] {2}, state, RATE);
    }
    return w[0];
  }

  @Test
  void descendsByRateTimesGradient() {
    assertThat(afterThreeSteps(new Optimizer.Sgd())).isEqualTo(1 - 3 * 0.2f, ROUNDING);
  }

  @Test
  void momentumSumsAGeometricSeries() {
    // v = -0.2, -0.2(1 + μ), -0.2(1 + μ + μ²)
    double expected = 1 - 0.2 * (3 + 2 * 0.9 + 0.81);
    assertThat(afterThreeSteps(new Optimizer.Momentum(0.9))).isEqualTo((float) expected, ROUNDING);
  }

  @Test
  void nesterovLooksOneStepAhead() {
    // w + μv follows the heavy ball's w one step ahead: the sum of μ v_t - 0.2.
    double expected = 1 - 0.2 * (0.9 * (3 + 2 * 0.9 + 0.81) + 3);
    assertThat(afterThreeSteps(new Optimizer.Nesterov(0.9))).isEqualTo((float) expected, ROUNDING);
  }

  @Test
  void rmsPropDividesByTheRunningRoot() {
    // s = 4 (1 - ρᵗ), so each step is 0.1 / √(1 - ρᵗ).
    double expected =
        1 - 0.1 / Math.sqrt(0.1) - 0.1 / Math.sqrt(1 - 0.81) - 0.1 / Math.sqrt(1 - 0.729);
    assertThat(afterThreeSteps(new Optimizer.RmsProp(0.9, 1e-12)))
        .isEqualTo((float) expected, ROUNDING);
  }

  @Test
  void adamStepsByTheRateWhileTheGradientStays() {
    // Both corrected moments are those of the gradient itself: m̂ = 2, √v̂ = 2.
    assertThat(afterThreeSteps(new Optimizer.Adam(0.9, 0.999, 1e-8)))
        .isEqualTo(1 - 3 * 0.1f, Offset.offset(1e-5f));
  }

  @Test
  void adamAddsEpsilonToTheCorrectedRoot() {
    float[] w = {1};
    Optimizer adam = new Optimizer.Adam(0.9, 0.999, 0.5);
    adam.step(w, w.length, new float[] {2}, new float[adam.stateSize(1)], RATE);
    assertThat(w[0]).isEqualTo((float) (1 - 0.1 * 2 / (2 + 0.5)), Offset.offset(1e-6f));
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(),
        new Optimizer.Momentum(0.5),
        new Optimizer.Nesterov(0.5),
        new Optimizer.RmsProp(0.9, 1e-8),
        new Optimizer.Adam(0.9, 0.999, 1e-8),
        new Optimizer.AdamW(new Optimizer.Adam(0.9, 0.999, 1e-8), 0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void leavesAloneWhatLiesBehindTheParameters(Optimizer optimizer) {
    float[] w = {1, 2, 3};
    optimizer.step(w, 2, new float[] {1, 1, 1}, new float[optimizer.stateSize(2)], RATE);
    assertThat(w[0]).isNotEqualTo(1);
    assertThat(w[2]).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void findsTheBottomOfABowl(Optimizer optimizer) {
    float[] w = {1, -2};
    float[] state = new float[optimizer.stateSize(2)];
    for (int t = 0; t < 500; t++) {
      optimizer.step(w, w.length, new float[] {w[0], 4 * w[1]}, state, 0.05 / (1 + 0.05 * t));
    }
    assertThat(w[0]).isEqualTo(0, Offset.offset(0.05f));
    assertThat(w[1]).isEqualTo(0, Offset.offset(0.05f));
  }
}
