package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionTest {
  private static final MapShape IMAGE = new MapShape(2, 6, 5);
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);
  private static final Loss LOSS = new Loss.SoftmaxCrossEntropy();
  private static final int BATCH = 5;

  private static List<Layer> convolutional(Activation activation) {
    Layer convolution = new Convolution(IMAGE, 4, 3, 3, 1, true);
    Layer pooling = new MaxPooling(convolution.output(), 2, 2);
    return List.of(
        convolution,
        new ActivationLayer(convolution.output(), activation),
        pooling,
        new Flatten(pooling.output()),
        new Dense(pooling.output().size(), 3));
  }

  private static byte[] image(int number) {
    byte[] pixels = new byte[IMAGE.size()];
    new Random(number).nextBytes(pixels);
    return pixels;
  }

  private static float[] gradient(Network network, List<Layer> order, int from, int count) {
    float[] gradient = new float[network.parameterCount()];
    try (Execution execution = new Execution(network, order, count, Execution.Purpose.TRAINING)) {
      for (int n = 0; n < count; n++) {
        execution.setImage(n, image(from + n));
      }
      execution.forward();
      for (int n = 0; n < count; n++) {
        execution.loss(n, LOSS, Targets.plain(3).target((from + n) % 3), 1.0 / BATCH);
      }
      execution.backward();
      execution.addGradientTo(gradient, 1);
    }
    return gradient;
  }

  @Test
  void aBatchIsTheSumOfItsImages() {
    try (Network network = GradientCheck.network(convolutional(Activation.TANH), Precision.FLOAT)) {
      float[] sum = new float[network.parameterCount()];
      for (int n = 0; n < BATCH; n++) {
        float[] one = gradient(network, network.layers(), n, 1);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += one[i];
        }
      }
      assertThat(gradient(network, network.layers(), 0, BATCH)).containsExactly(sum, ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void poolingBeforeTheActivationChangesNothing(Activation activation) {
    try (Network network = GradientCheck.network(convolutional(activation), Precision.FLOAT)) {
      List<Layer> fast = network.poolingFirst();
      assertThat(fast.get(1)).isInstanceOf(MaxPooling.class);
      assertThat(gradient(network, fast, 0, BATCH))
          .containsExactly(gradient(network, network.layers(), 0, BATCH), ROUNDING);
      try (Execution plain = execution(network, network.layers());
          Execution swapped = execution(network, fast)) {
        assertThat(swapped.logits(0)).containsExactly(plain.logits(0), Offset.offset(1e-5));
      }
    }
  }

  private static Execution execution(Network network, List<Layer> order) {
    Execution execution = new Execution(network, order, 1, Execution.Purpose.INFERENCE);
    execution.setImage(0, image(1));
    execution.forward();
    return execution;
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void activationsAreThoseOfTheFormulas(Activation activation) {
    float[] x = {-3, -1, -0.1f, 0, 0.1f, 1, 3};
    Layer layer = new ActivationLayer(MapShape.vector(x.length), activation);
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto());
        Execution execution =
            new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
      execution.setInput(x);
      execution.forward();
      float[] y = execution.output(0, 0);
      for (int i = 0; i < x.length; i++) {
        assertThat(y[i]).isEqualTo((float) activation.apply(x[i]), ROUNDING);
      }
    }
  }

  @Test
  void flattensInChannelsHeightWidthOrder() {
    try (Network network =
            new Network(List.of(new Flatten(IMAGE)), Precision.FLOAT, Planner.auto());
        Execution execution = execution(network, network.layers())) {
      byte[] pixels = image(1);
      double[] flat = execution.logits(0);
      for (int i = 0; i < pixels.length; i++) {
        assertThat((float) flat[i]).isEqualTo((pixels[i] & 0xff) / 255f);
      }
    }
  }

  @Test
  void convolvesAsAWorkedExample() {
    MapShape shape = new MapShape(2, 3, 3);
    Convolution layer = new Convolution(shape, 2, 2, 3, 1, false);
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto());
        Execution execution =
            new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
      float[] parameters = new float[network.parameterCount()];
      // Filter 1 takes, from channel 1, the pixel one down and two right; and has bias 0.5.
      int row = 1;
      int column = 2;
      int channel = 1;
      int filter = 1;
      parameters[((row * 3 + column) * 2 + channel) * 2 + filter] = 2;
      parameters[layer.weightCount() + filter] = 0.5f;
      network.write(parameters);
      float[] input = new float[18];
      for (int i = 0; i < input.length; i++) {
        input[i] = i;
      }
      execution.setInput(input);
      execution.forward();
      // Output is 2×1 a filter: channel 1 starts at 9, so the pixels are 9 + 3·1 + 2 and 9 + 3·2 +
      // 2.
      assertThat(execution.output(0, 0)).containsExactly(0, 0, 2 * 14 + 0.5f, 2 * 17 + 0.5f);
      assertThat(network.kernels(layer)[(filter * 2 + channel) * 6 + row * 3 + column])
          .isEqualTo(2);
    }
  }

  @Test
  void refusesLayersThatDoNotFitTogether() {
    assertThatThrownBy(
            () ->
                new Network(
                    List.of(new Dense(4, 3), new Dense(4, 2)), Precision.FLOAT, Planner.auto()))
        .hasMessage("Layer 2 takes 4×1×1, but the one before it gives 3×1×1");
  }

  @Test
  void dropoutDropsItsShareAndKeepsTheMean() {
    Layer layer = new Dropout(MapShape.vector(20_000), 0.3, 1);
    float[] ones = new float[20_000];
    Arrays.fill(ones, 1);
    try (Network network = new Network(List.of(layer), Precision.FLOAT, Planner.auto());
        Execution execution =
            new Execution(network, network.layers(), 1, Execution.Purpose.INFERENCE)) {
      execution.setInput(ones);
      execution.forwardInTraining(1, 1, 0);
      float[] dropped = execution.output(0, 0);
      int zeros = 0;
      for (float value : dropped) {
        zeros += value == 0 ? 1 : 0;
        assertThat(value).isIn(0f, (float) (1 / 0.7));
      }
      assertThat(zeros).isBetween(5_800, 6_200);
      execution.forwardInTraining(1, 2, 0);
      assertThat(execution.output(0, 0)).isNotEqualTo(dropped);
      execution.forward();
      assertThat(execution.output(0, 0)).isEqualTo(ones);
    }
  }
}
