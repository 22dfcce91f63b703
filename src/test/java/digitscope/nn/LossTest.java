package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossTest {
  private static final double[] LOGITS = {1, -2, 0.5};

  private static double value(Loss loss, double... logits) {
    int classes = logits.length;
    return loss.evaluate(
        logits, Targets.plain(classes).target(0), new double[classes], new double[classes]);
  }

  @Test
  void softmaxCrossEntropyIsTheLogarithmOfTheProbability() {
    double sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5);
    assertThat(value(new Loss.SoftmaxCrossEntropy(), LOGITS))
        .isCloseTo(-Math.log(Math.exp(1) / sum), within(1e-12));
  }

  @Test
  void sigmoidCrossEntropySumsOverTheOutputs() {
    double expected =
        -Math.log(1 / (1 + Math.exp(-1)))
            - Math.log(1 - 1 / (1 + Math.exp(2)))
            - Math.log(1 - 1 / (1 + Math.exp(-0.5)));
    assertThat(value(new Loss.SigmoidCrossEntropy(), LOGITS)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void meanSquaredErrorIsTheMeanOverTheOutputs() {
    Loss loss = new Loss.MeanSquaredError(new OutputFunction.ElementWise(Activation.LINEAR));
    assertThat(value(loss, LOGITS)).isCloseTo((0 + 4 + 0.25) / 3, within(1e-12));
  }

  @Test
  void staysFiniteFarOut() {
    assertThat(value(new Loss.SoftmaxCrossEntropy(), -2000, 2000)).isEqualTo(4000);
    assertThat(value(new Loss.SigmoidCrossEntropy(), -2000, 2000)).isEqualTo(4000);
  }

  @Test
  void isNotFiniteForLogitsThatAreNot() {
    assertThat(value(new Loss.SoftmaxCrossEntropy(), Double.NaN, 1)).isNaN();
    assertThat(value(new Loss.SigmoidCrossEntropy(), Double.NaN, 1)).isNaN();
  }

  @Test
  void softmaxGivesItsOutputsAsProbabilities() {
    OutputFunction softmax = new OutputFunction.Softmax();
    assertThat(softmax.probabilities(LOGITS)).containsExactly(softmax.apply(LOGITS), within(1e-12));
  }

  @Test
  void otherOutputsAreShiftedAndDividedToTheSumOne() {
    OutputFunction linear = new OutputFunction.ElementWise(Activation.LINEAR);
    assertThat(linear.probabilities(new double[] {-1, 0, 2}))
        .containsExactly(new double[] {0, 0.25, 0.75}, within(1e-12));
    assertThat(linear.probabilities(new double[] {1, 3}))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-12));
  }

  @Test
  void outputsThatAreAllTheSameGiveEveryClassItsShare() {
    OutputFunction relu = new OutputFunction.ElementWise(Activation.RELU);
    assertThat(relu.probabilities(new double[] {-1, -3})).containsExactly(0.5, 0.5);
  }
}
