package digitscope.engine;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {
  private static Checkpoint checkpoint(float... weights) {
    return new Checkpoint(30, 0.1, weights, new float[0]);
  }

  private static Evaluation evaluation(double loss) {
    return new Evaluation(30, 2, new byte[] {0}, new float[] {1, 0}, loss);
  }

  @ParameterizedTest
  @ValueSource(doubles = {7e14, 1.1e6, Double.POSITIVE_INFINITY, Double.NaN})
  void isSeenInALossThatLeftAllBounds(double loss) {
    assertThat(Divergence.isSeenIn(loss)).isTrue();
    assertThat(Divergence.warning(checkpoint(1, 2), evaluation(loss)).orElseThrow())
        .startsWith("The loss at step 30 is ")
        .contains("diverged", "earlier step")
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2.3, 900, 1e5})
  void isNotSeenInALossFromWhichTrainingMayComeBack(double loss) {
    assertThat(Divergence.isSeenIn(loss)).isFalse();
    assertThat(Divergence.warning(checkpoint(1, 2), evaluation(loss))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void isSeenInWeightsThatAreNoNumbersWhateverTheLoss(float weight) {
    assertThat(Divergence.warning(checkpoint(1, weight, 2), evaluation(0.1)).orElseThrow())
        .startsWith("1 of the network's 3 weights and statistics at step 30 are not finite")
        .hasSizeLessThan(300);
  }

  @Test
  void saysWhatTheLossWasAndWhatToTry() {
    assertThat(Divergence.sentence(7.1e14, 0.5, 12, 10))
        .contains("7.1e+14 at step 12", "(0.500)", "Try 0.0500", "step 10 are kept")
        .hasSizeLessThan(300);
  }
}
