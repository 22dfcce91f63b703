package digitscope.nn;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.nn.plan.Planner;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNormalizationTest {
  private static final MapShape SHAPE = new MapShape(2, 3, 2);
  private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

  /** Values 0, 1, 2, … 23 of two images in [image, channels, height, width] order. */
  private static float[] images() {
    float[] images = new float[2 * SHAPE.size()];
    for (int i = 0; i < images.length; i++) {
      images[i] = i;
    }
    return images;
  }

  private static Network network() {
    Network network =
        new Network(List.of(new BatchNormalization(SHAPE)), Precision.FLOAT, Planner.auto());
    network.initialize(Initialization.HE, 1);
    return network;
  }

  @Test
  void normalizesByTheBatchInTraining() {
    try (Network network = network();
        Execution execution = execution(network)) {
      execution.forwardInTraining(1, 1, 0);
      // Channel 0 holds 0…5 and 12…17: mean 8.5, variance 35 + 35/12 + …
      double mean = 8.5;
      double variance = 0;
      for (int i : new int[] {0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17}) {
        variance += (i - mean) * (i - mean) / 12;
      }
      assertThat(execution.output(0, 0)[3])
          .isEqualTo((float) ((3 - mean) / Math.sqrt(variance + 1e-5)), ROUNDING);
      // Channel 1 is channel 0 plus 6, so it becomes the same.
      assertThat(execution.output(0, 1)[6 + 2]).isEqualTo(execution.output(0, 1)[2], ROUNDING);
    }
  }

  @Test
  void givesTheStatisticsOfTheBatchBehindTheGradient() {
    try (Network network = network();
        Execution execution = execution(network)) {
      execution.forwardInTraining(1, 1, 0);
      execution.setOutputGradient(new float[2 * SHAPE.size()]);
      execution.backward();
      float[] sum = new float[network.valueCount()];
      execution.addGradientTo(sum, 0.5f);
      double squares = 0;
      for (int i : new int[] {0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17}) {
        squares += (i - 8.5) * (i - 8.5);
      }
      float variance = (float) (squares / 11); // Bessel's correction
      assertThat(sum)
          .containsExactly(
              new float[] {0, 0, 0, 0, 0.5f * 8.5f, 0.5f * 14.5f, variance / 2, variance / 2},
              Offset.offset(1e-4f));
    }
  }

  /** Far from the running mean, which is 0 at first, and with slices whose means differ. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 1000, -20_000})
  void normalizesSlicesByTheWholeMiniBatch(double offset) {
    int[] sizes = {1, 3, 2};
    float[][] inputs = new float[sizes.length][];
    double count = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < sizes.length; i++) {
      inputs[i] = new float[sizes[i] * SHAPE.size()];
      for (int k = 0; k < inputs[i].length; k++) {
        inputs[i][k] = (float) (offset + 3 * i + Reference.wave(k + 1, i));
        if (k / SHAPE.area() % SHAPE.channels() == 0) {
          count++;
          sum += inputs[i][k];
          squares += (inputs[i][k] - offset) * (inputs[i][k] - offset);
        }
      }
    }
    double mean = sum / count;
    double variance = squares / count - (mean - offset) * (mean - offset);
    try (Network network = network()) {
      List<Execution> slices = Execution.ofSlices(network, network.layers(), sizes);
      for (int i = 0; i < sizes.length; i++) {
        slices.get(i).setInput(inputs[i]);
        slices.get(i).beginTraining(1, 1, 0);
      }
      assertThat(slices.get(0).forwardStages()).isEqualTo(2);
      slices.forEach(slice -> slice.forward(0));
      slices.forEach(slice -> slice.forward(1));
      float rounding = (float) (2e-6 + Math.abs(offset) * 1e-7);
      for (int i = 0; i < sizes.length; i++) {
        float expected = (float) ((inputs[i][5] - mean) / Math.sqrt(variance + 1e-5));
        assertThat(slices.get(i).output(0, 0)[5]).isEqualTo(expected, Offset.offset(rounding));
      }
      slices.forEach(Execution::close);
    }
  }

  @Test
  void normalizesByTheStatisticsOtherwise() {
    try (Network network = network();
        Execution execution = execution(network)) {
      network.write(new float[] {2, 1, 0.5f, 0, 3, 1, 4, 1});
      execution.forward();
      assertThat(execution.output(0, 1)[0])
          .isEqualTo((float) (2 * (12 - 3) / Math.sqrt(4 + 1e-5) + 0.5), ROUNDING);
      assertThat(execution.output(0, 1)[6])
          .isEqualTo((float) ((18 - 1) / Math.sqrt(1 + 1e-5)), ROUNDING);
    }
  }

  /** Whatever it adds, the normalization takes away; rounding must not make steps of it. */
  @Test
  void leavesNoGradientForTheBiasesRightBeforeItInTraining() {
    MapShape image = new MapShape(1, 6, 5);
    Convolution first = new Convolution(image, 3, 3, 3, 1, true);
    MapShape maps = first.output();
    Convolution inner = new Convolution(maps, 3, 3, 3, 1, true);
    Convolution projection = new Convolution(maps, 3, 1, 1, 1, true);
    Flatten flatten = new Flatten(maps);
    List<Layer> layers =
        List.of(
            first,
            new BatchNormalization(maps),
            new ActivationLayer(maps, Activation.RELU),
            new Residual(
                List.of(inner, new BatchNormalization(maps)),
                List.of(projection, new BatchNormalization(maps))),
            flatten,
            new Dense(maps.size(), 4));
    try (Network network = GradientCheck.network(layers, Precision.FLOAT);
        Execution execution =
            new Execution(network, layers, GradientCheck.BATCH, Execution.Purpose.TRAINING)) {
      execution.setInput(GradientCheck.images(layers));
      execution.forwardInTraining(1, 2, 0);
      float[] gradient = gradient(network, execution);
      List<SimpleLayer> normalized = List.of(first, inner, projection);
      for (Layout.Place place : Layout.of(layers).places()) {
        SimpleLayer layer = place.layer();
        int from = place.parameters() + layer.weightCount();
        float[] biases = Arrays.copyOfRange(gradient, from, from + layer.biasCount());
        if (normalized.contains(layer)) {
          assertThat(biases).containsOnly(0);
        } else if (layer.biasCount() > 0) {
          assertThat(biases).doesNotContain(0);
        }
      }
    }
  }

  private static float[] gradient(Network network, Execution execution) {
    for (int n = 0; n < GradientCheck.BATCH; n++) {
      execution.loss(n, new Loss.SoftmaxCrossEntropy(), Targets.plain(4).target(n), 1);
    }
    execution.backward();
    float[] gradient = new float[network.valueCount()];
    execution.copyGradientTo(gradient, 1);
    float[] sum = new float[network.valueCount()];
    execution.addGradientTo(sum, 1);
    assertThat(sum).isEqualTo(gradient);
    return gradient;
  }

  private static Execution execution(Network network) {
    Execution execution = new Execution(network, network.layers(), 2, Execution.Purpose.TRAINING);
    execution.setInput(images());
    return execution;
  }
}
