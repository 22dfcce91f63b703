package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RegularizationTest {
  private static final List<Layer> LAYERS = List.of(new Dense(2, 2), new Dense(2, 1));

  private static double penalty(Regularization regularization, double w) {
    return regularization.l1() * Math.abs(w) + regularization.l2() * w * w / 2;
  }

  @Test
  void addsTheSlopeOfThePenaltyToWeightsAndSparesBiases() {
    Regularization regularization = new Regularization(0.3, 0.7);
    float[] parameters = {1, -2, 0.5f, -0.25f, 9, 9, 3, -4, 9};
    float[] gradient = new float[parameters.length];
    try (Network network = GradientCheck.network(LAYERS, Precision.FLOAT)) {
      regularization.addGradient(network.weightSpans(), parameters, gradient);
    }
    double epsilon = 1e-4;
    for (int i = 0; i < parameters.length; i++) {
      double numeric =
          (penalty(regularization, parameters[i] + epsilon)
                  - penalty(regularization, parameters[i] - epsilon))
              / (2 * epsilon);
      boolean bias = parameters[i] == 9;
      assertThat(gradient[i]).isEqualTo(bias ? 0 : (float) numeric, Offset.offset(1e-4f));
    }
  }

  @Test
  void leavesZerosWhereTheyAre() {
    float[] gradient = new float[1];
    new Regularization(1, 1)
        .addGradient(List.of(new Network.Span(0, 1)), new float[] {0}, gradient);
    assertThat(gradient).containsExactly(0);
  }

  @Test
  void clippingScalesALongGradientDownToTheLargestNorm() {
    assertThat(Regularization.clipping(9 + 16, 2.5)).isEqualTo(0.5);
  }

  @Test
  void clippingLeavesAShortGradientAndNoneIsNoLimit() {
    assertThat(Regularization.clipping(9 + 16, 5.5)).isEqualTo(1);
    assertThat(Regularization.clipping(9 + 16, 0)).isEqualTo(1);
  }

  @Test
  void decayShrinksTheWeightsOnly() {
    float[] parameters = {2, 4, 8};
    Regularization.decay(List.of(new Network.Span(0, 2)), parameters, 0.25);
    assertThat(parameters).containsExactly(1.5f, 3, 8);
  }
}
