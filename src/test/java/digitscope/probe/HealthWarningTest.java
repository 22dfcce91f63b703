package digitscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.Activation;
import digitscope.config.ConfigFiles;
import digitscope.config.Dense;
import digitscope.config.GlyphFiles;
import digitscope.config.LayerSpec;
import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import digitscope.data.digits.DigitGenerator;
import digitscope.network.NetworkFactory;
import digitscope.nn.Loss;
import digitscope.nn.Network;
import digitscope.probe.HealthWarning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each warning is provoked with a network that has the fault, on drawn digits. */
class HealthWarningTest {
  private static ImageSample images;

  @BeforeAll
  static void drawDigits() throws Exception {
    Dataset digits =
        new DigitGenerator(new GlyphFiles().bundled()).generate(128, 1, 3, Progress.NONE).train();
    images = ImageSample.spread(128, digits.size(), digits::image, digits::label);
  }

  private static RunConfig preset(String name) throws Exception {
    return new ConfigFiles().preset(name);
  }

  private static NetworkSpec stack(int depth, Activation activation) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(new Dense(32, activation));
    }
    layers.add(new Dense(10, Activation.SOFTMAX));
    return new NetworkSpec(layers);
  }

  /** What a network with its weights scaled, and its biases set, is like. */
  private static NetworkHealth health(
      NetworkSpec spec, TrainingSpec training, float scale, float bias) {
    ProbedNetwork probed = NetworkFactory.network(spec, training, ImageShape.MNIST, 10);
    Network network = probed.network();
    float[] values = network.values();
    boolean[] isWeight = new boolean[values.length];
    for (Network.Span span : network.weightSpans()) {
      for (int i = span.from(); i < span.to(); i++) {
        isWeight[i] = true;
        values[i] *= scale;
      }
    }
    if (bias != 0) {
      for (int i = 0; i < network.parameterCount(); i++) {
        values[i] = isWeight[i] ? values[i] : bias;
      }
    }
    network.write(values);
    try (network;
        HealthProbe probe =
            new HealthProbe(probed, new Loss.SoftmaxCrossEntropy(), images, images, 0)) {
      while (probe.advance()) {
        // Not done yet.
      }
      return probe.result();
    }
  }

  private static List<Kind> kinds(NetworkHealth health) {
    return HealthWarning.of(health).stream().map(HealthWarning::kind).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "cnn-bn", "lenet5", "mlp", "resnet-mini"})
  void findsNothingWrongWithAPresetBeforeItsFirstStep(String name) throws Exception {
    RunConfig config = preset(name);
    assertThat(kinds(health(config.network(), config.training(), 1, 0))).isEmpty();
  }

  @Test
  void warnsOfAGradientThatExplodesThroughLargeWeights() throws Exception {
    NetworkHealth health = health(stack(5, Activation.RELU), preset("cnn").training(), 4, 0);

    assertThat(kinds(health)).containsExactly(Kind.EXPLODING);
    assertThat(HealthWarning.of(health).get(0).value()).isEqualTo(health.gradientNorm());
  }

  @Test
  void warnsOfAGradientThatVanishesInManyLayersOfSigmoid() throws Exception {
    NetworkHealth health = health(stack(8, Activation.SIGMOID), preset("mlp").training(), 1, 0);

    assertThat(kinds(health)).containsExactly(Kind.VANISHING);
    assertThat(HealthWarning.of(health).get(0).layerIndex()).isZero();
    // With ReLU, and weights drawn for it, the same stack is sound.
    assertThat(kinds(health(stack(8, Activation.RELU), preset("cnn").training(), 1, 0))).isEmpty();
  }

  @Test
  void warnsOfUnitsThatAreNeverPositive() throws Exception {
    NetworkHealth health = health(stack(2, Activation.RELU), preset("cnn").training(), 1, -5);

    List<HealthWarning> warnings = HealthWarning.of(health);
    assertThat(warnings).extracting(HealthWarning::kind).contains(Kind.SILENT);
    HealthWarning silent =
        warnings.stream().filter(one -> one.kind() == Kind.SILENT).findFirst().orElseThrow();
    assertThat(silent.value()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void warnsOfUnitsWhoseSlopeVanishes() throws Exception {
    NetworkHealth health = health(stack(2, Activation.TANH), preset("lenet5").training(), 30, 0);

    assertThat(kinds(health)).contains(Kind.SATURATED);
  }

  @Test
  void warnsOfStepsThatMoveTheWeightsFar() throws Exception {
    RunConfig config = preset("cnn");
    NetworkHealth health = health(config.network(), config.training(), 1, 0);
    double length = health.layers().get(0).weights().orElseThrow().norm();

    assertThat(kinds(health.moved(Map.of(0, 0.01 * length)))).isEmpty();
    assertThat(kinds(health.moved(Map.of(0, 0.3 * length)))).containsExactly(Kind.LARGE_STEPS);
  }

  @Test
  void warnsOfWeightsThatAreNoNumbersAndOfNothingElse() throws Exception {
    RunConfig config = preset("mlp");
    NetworkHealth health = health(config.network(), config.training(), Float.NaN, 0);

    assertThat(kinds(health)).containsExactly(Kind.NOT_FINITE);
  }
}
